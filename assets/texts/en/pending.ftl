### Messages about work that waits until its articles have been read, and about work that it delays.

# Other work of this kind was asked for meanwhile.
pending-message-other-not-done = Not done: Demarche is reading articles to { $purpose }. Try again when it has, or press Cancel in the status bar.

# An edit of its target was refused meanwhile.
pending-message-not-changed = Not changed: Demarche is reading articles to { $purpose }. Try again when it has, or press Cancel in the status bar.

# A value was entered meanwhile.
pending-message-entered-later = What you entered is kept: Demarche first reads articles to { $purpose }.

# Why it was not done: the first article that cannot be read, and how many others.
pending-message-article-unreadable = { $others ->
    [0] an article cannot be read: { $problem }
    *[other] { $others ->
        [one] an article cannot be read: { $problem } and one more
        *[other] an article cannot be read: { $problem } and { $others } more
        }
    }

pending-message-history-changed = Nothing was undone or redone: the history changed while articles were read.

pending-message-codebook-changed = Nothing was changed: the codebook changed while articles were read. Try again.

pending-message-search-changed = Nothing was annotated: the search changed while articles were read.

pending-message-entity-changed = Nothing was changed: another program changed the entity while articles were read. Try again.

pending-message-mention-gone = The mention no longer exists.

purpose-undo = undo

purpose-undo-step = undo “{ $step }”

purpose-redo = redo

purpose-redo-step = redo “{ $step }”

purpose-go-to-step = go to another step of the history

purpose-preview-codebook = preview the change of the codebook

purpose-annotate-hits = annotate the hits

purpose-merge-entities = merge the entities

purpose-split-entity = split the entity

purpose-delete-entity = delete the entity

purpose-set-status = change the status

purpose-show-mention = show the mention

purpose-compare = compare the coders
