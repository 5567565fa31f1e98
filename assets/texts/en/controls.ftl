### Texts of buttons that many panels have.

control-text-cancel = Cancel

control-text-choose = Choose…

control-text-close = Close

control-text-delete = Delete

control-text-duplicate = Duplicate

# The field of a long drop-down list.
control-text-filter-list = Filter list

control-text-move-down = Move down

control-text-move-up = Move up

control-text-nothing-in-list = Nothing matches.

control-text-preview = Preview

control-text-remove = Remove

# Opens the folder of what was written.
control-text-show-in-folder = Show in folder

control-text-stop = Stop

control-text-try-again = Try again
