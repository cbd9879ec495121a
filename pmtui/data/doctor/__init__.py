"""The doctor: compares everything the store holds with everything else it holds, and mends what can be proved.

A map in the order things happen.

Looking
    finding         what is said: damage or hint, one line each
    reading         the bytes of a whole store within a moment
    file_scan       each data file, as far as it can be read
    salvage         single documents out of a file that cannot
    pieces          the lines of the history, each believed or not
    branches        which lines go on from which, where two machines wrote
    two_sides       documents of two sides under names of their own
    settlements     a change with what rules make of it
    rejoining       branches made one history, with what both sides changed as choices
    copies          what file-sync programs left, and what of it the store lacks
    history_scan    the history as one, whatever state it is in
    replay          what the history says the files hold, and what its lost lines did
    sides           which files another branch of the history wrote
    differences     where files and history disagree, and which is right
    document_checks schema, refs, ids and rules of the documents
    links           which document may name which
    day_checks      spans, overlaps, days with too many minutes
    free_refs       names that nobody has or had
    reconciling     every document under a name of its own and within the rules, step by step
    naming          the findings about files and history
    surroundings    modes, leftovers, drafts, the lock, files of others
    backup_checks   whether each backup can be brought back
    examination     all of this together

Mending
    choices         values that were not kept, as drafts
    draft_names     drafts follow the items they are about
    mending         what the files should hold, worked out without writing
    repair          that written under the lock, all or nothing, the old in quarantine
"""
