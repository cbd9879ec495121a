"""What screens are made of, and no screen has for itself.

A screen is a :class:`~pmtui.screens.base.PmtuiScreen`: it composes its widgets, tells its board holder what shows
the board, and chooses the parts that carry out its commands::

    part            what a part is, and what it may ask of its screen
    board_holder    the board: loaded, looked after, told to whoever shows it
    store_banner    what keeps the store from being written, or is wrong around it
    hints           the footer
    telling         toasts
    item_actions    add, open, change, move, measure, archive and copy the item under the cursor
    time_actions    quick bar, timer, other days
    kata_actions    check-in, obstacles
    find_actions    filter, jump, palette, help
    undo_actions    undo and redo
    app_actions     theme, quit
"""
