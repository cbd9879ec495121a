"""The document store: plain JSON files beneath a write-ahead history, and what lies beside them.

A map in reading order; each module's own first lines say more.

What is stored
    document        a JSON object with ``id``, ``ref`` and ``rev``
    tables          which kind of document lives in which file
    ulid            ids that sort by time
    file_text       what a data file holds, written and read strictly
    made_text       the text of a data file, made anew only where it changed
    file_state      which state a data file is in: number and checksum
    history_line    one change as one line with a checksum
    line_check      what such a line may say, whoever wrote it
    json_text       JSON as pmtui writes it
    strict_json     JSON that others may have written, nothing guessed

Reading
    store           the front door: read, change, undo, look back
    places          where the files stand, and which names there are
    present_files   which data files lie on the disk
    stored_files    the data files as they lie there, cached while nothing changed
    data_files      the data files as new as the history; older ones brought forward, foreign ones refused
    history_files   which files the history consists of
    history         the lines of all changes, torn ends set aside
    lines_backwards a file's lines from its end
    renames         what older changes say under the names of today
    past            the documents as they were on a day

Writing
    transaction     a change of any number of documents
    edited          what somebody left in a file is readable, or it is not written
    commit          history first, then the files
    noting          what a line tells of the states of the files
    storage         TinyDB over one data file that is replaced whole
    holding         the lock taken, and what others left put right
    lock            one writer at a time
    recovery        what a crash left, finished or set aside before each write
    undo            which changes undo and redo mean, and their documents back and forth
    rewriting       many files replaced at once, all or nothing
    rewrite_check   whether pmtui made what a rewrite left, or somebody else
    erasing         documents and what quotes them gone from files and history
    migrating       an older format brought up, after a backup
    migrations      the steps from one format to the next
    symlinks        links in the place of files, read and never cut
    hard_links      files with another name, parted from it before they are written to
    replacing       one file written whole, beside its place first
    disk            what is flushed, in which order, and who may read it

Backups
    whole_store     the files of one moment, believed when they fit each other
    snapshots       those of the store, verified
    archive         the zip: written whole, verified before it is believed
    backup_folder   where backups lie, and the newest first
    backup_check    which of them can be relied on
    rolling         one by itself for each day of work
    restoring       bringing one back

Documents as values
    typed           documents to domain models and back
    plans           the strategy file as a plan
    time_log        month files, the timer, and what quick entry asks
    time_frames     what a report on time needs of the strategy, without models
    glance          the titles for the first picture

Around the store
    locations       where things are on this machine
    clock           the only reader of time and zone
    tz_setting      what TZ means in its rarer forms
    settings        theme, symbols and keys of the app
    toml_places     on which line of a settings file something stands
    draft_folder    where drafts lie, and whether there are any
    drafts          half-typed forms, and lines that could not be stored
    sync_copies     what file-sync programs leave beside the files
    outside_files   exports and imports
    crash_log       what went wrong inside, without user text
    doctor          what is wrong with a store, and how it is mended
"""
