### Names of work that takes long, and its progress.

work-message-reading-files = Reading files

work-message-reading-articles = Reading articles

work-message-comparing-articles = Comparing articles

work-message-adding-articles = Adding articles

work-message-importing-articles = Importing articles

work-message-annotating-articles = Annotating articles

work-message-changing-articles = Changing articles

work-message-undoing = Undoing in articles

work-message-redoing = Redoing in articles

# Its number is megabytes.
work-message-writing-dataset = Megabytes written

progress-message-begun = { $work }…

# The total is not known; `rate` is how much a second.
progress-message-so-far = { $work }: { $done }, { $rate } a second

progress-message-of-total = { $work }: { $done } of { $total }, { $rate } a second
