"""The improvement kata: the daily check-in, and the readings that are due where there is none to make.

check_in_questions  the questions: one row each, which the app and the command line both ask
check_in_question   what a question is made of
check_in_walk       the way through them, as a value
check_in_opening    what a check-in is about, and what it shows
check_in_storing    the answers as one coaching cycle and one undo step
check_in_drafts     what an unfinished check-in keeps
due_readings        the readings that are due, one by one
"""
