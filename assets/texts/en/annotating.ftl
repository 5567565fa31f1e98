### Messages about annotating, entering values, and going from article to article.

status-text-not-begun = not begun

status-text-in-progress = in progress

status-text-done = done

status-text-unsure = unsure

status-text-skipped = skipped

# The menu of the labels for which there is no room, and its item that opens the search for labels.
annotating-text-more-labels = More labels

annotating-text-search-labels = Search…

# In the tooltip of a label.
annotating-text-not-defined = The codebook does not define it.

annotating-text-select-first = Select some words first, then press the key.

annotating-text-entity = Entity

# Whether the work is saved, in the menu bar.
annotating-text-not-saved = Not saved

annotating-text-try-saving = Try to save again

annotating-text-saved = ✓ Saved

annotating-text-saving = Saving…

# The menu of a row of the inspector.
annotating-message-field-menu = More about { $name }

annotating-message-clear-field = Clear

# What a screen reader calls a label in the legend.
annotating-message-label-in-legend = { $label }, { $count } in this article, key { $key }

annotating-message-label-without-key = { $label }, { $count } in this article

# What a screen reader calls the sign of an article in the list.
annotating-message-status-is = Status: { $status }

# Of an article without a title: what the text suggests.
annotating-message-title-from-text = Title from the text: { $headline }

# The same in the field of the title.
annotating-message-proposed-title = { $headline } · from the text

annotating-message-only-space-selected = Only space is selected. Select some words.

annotating-message-select-to-tag = Select some words to tag them as { $label }.

annotating-message-already-tagged = This is already tagged as { $label }.

annotating-message-keyboard-in-panel = A label’s key does not tag while a panel has the keyboard. Esc goes back to the text.

# Of an error.
annotating-message-not-tagged = This cannot be tagged

# Of an error.
annotating-message-not-done = This cannot be done

annotating-message-choose-before-adding = Choose an annotation first, then select the words to add to it.

annotating-message-already-covered = The annotation already covers this.

annotating-message-no-annotation-yet = There is no annotation yet. Select some words and press a label’s key.

# In the place of the annotations of an article without any; `keys` are those of all labels.
annotating-message-select-and-press-key = { $examples-given ->
    [none] Select some words and press { $keys }.
    *[some] Select some words and press a label’s key, such as { $examples }.
    }

annotating-message-select-and-choose = Select some words and choose a label above.

# The same while words are selected.
annotating-message-press-key = { $examples-given ->
    [none] Press { $keys } to tag the selected words.
    *[some] Press a label’s key, such as { $examples }, to tag the selected words.
    }

annotating-message-choose-label = Choose a label above to tag the selected words.

annotating-message-none-incomplete = No annotation is incomplete.

annotating-message-annotation-gone = What you entered was not saved: the annotation no longer exists.

# Of an error.
annotating-message-not-entered = This value was not saved

# In the place of “Saved”, and why.
annotating-message-field-incomplete = Entry is incomplete

annotating-message-field-incomplete-hint = A field holds text that is not a value yet, so it is not saved: finish the number, the date or the name.

annotating-message-last-of-list = This was the last article of the list; some before it are not done yet.

annotating-message-no-other-unfinished = No other article is unfinished.

annotating-message-all-done = All articles of the list are done.

# The same after the last one, with what to do then.
annotating-message-all-done-export = All done. { $key }: export

# Keys of the fields of an annotation.
annotating-message-field-keys = Letter: edit field · Delete: clear · Esc: back to text
