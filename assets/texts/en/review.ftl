### Messages about the annotations of a text that has changed.

review-text-accept = Accept

review-text-reject = Reject

review-text-accept-all = Accept all

review-text-not-found = not found

review-message-annotations-to-review = { $article }: the text has changed. Its annotations: { $fates }. J shows the next one.

# How many annotations have which fate.
review-message-counted = { $fates }

# Of an error.
review-message-not-moved = The annotations were not moved

review-message-nothing-left = No annotation needs review.

review-message-nothing-to-decide = This annotation needs no review.

review-message-stands-nowhere = Its words are not in this text. Select the words where it belongs and press +.

review-message-nothing-proposed = This article has no proposed positions.

# In the panel: how many annotations have which fate.
review-message-changed-and-counted = The text has changed. Annotations: { $fates }.

review-message-counted-only = Annotations: { $fates }.

review-message-key-shows-next = { $key } shows the next one.

review-message-place-by-hand = To place it, select the words where it belongs and press { $key }.

# What became of an annotation, with how alike the words are.
review-message-moved = moved, { $percent } %

review-message-proposed = here? { $percent } %

# What a screen reader says of a row.
review-message-row = { $fate }: { $label }: { $words }

review-message-was-at = Was: { $words }

review-message-now-at = Now: { $words }

# Words with what stands before and after them.
review-message-context = …{ $before }[{ $words }]{ $after }…

fate-message-kept = { $count } kept

fate-message-moved = { $count } moved

fate-message-proposed = { $count } to review

fate-message-detached = { $count } not found
