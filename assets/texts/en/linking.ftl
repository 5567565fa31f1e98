### Messages about links between annotations.

# In the link bar.
link-text-cancel-key = Esc

link-text-cancel-linking = Cancel linking

link-text-search = Search the other end

link-text-search-hint = Words of the other annotation

# The menu of a link.
link-text-menu = More about this link

link-text-menu-hint = Remove, reverse or change this link

link-text-remove = Remove this link

link-text-change-end = Change the other end…

link-text-reverse = Reverse this link

# In the place of an end that is not in the article.
link-text-missing = (missing)

link-message-no-relation = The codebook has no relation for { $label }.

link-message-already-or-illegal = These two are already linked, or the codebook does not allow it.

link-message-already-or-illegal-as = These two are already linked as “{ $relation }”, or the codebook does not allow it.

link-message-already-as = These two are already linked as “{ $relation }”.

link-message-nothing-to-link = There is nothing to link as “{ $relation }”. Tag its { $others } first.

link-message-to-itself = An annotation cannot be linked to itself.

link-message-wrong-label = “{ $relation }” does not link this to { $label }. Choose { $others }.

link-message-linked = { $relation }: “{ $from }” → “{ $to }”

# Of an error.
link-message-not-linked = This cannot be linked

# A relation as read from one of its ends.
link-message-outgoing = { $relation } →

link-message-incoming = { $relation } ←

# The codebook's own question for the other end of a link, and the words of this end.
link-message-ask = { $question } “{ $words }”

# The question for the other end of a link whose name is read from this end.
link-message-ask-as-named = Choose { $others }: “{ $words }” – { $relation } → ?

# The question for the other end of a link.
link-message-choose-other-end = Choose { $others }: { $from } – { $relation } → { $to }

# The question for an attribute of a new link.
link-message-choose-value = Choose { $attribute }: “{ $from }” – { $relation } → “{ $to }”

link-message-no-links = It is not linked to anything yet.

# Which of the relations of an annotation is shown.
link-message-far-end = { $relation }: { $number } of { $count }

# In the link bar: which annotation is linked, which one Enter chooses, and keys.
link-message-link-from = Link “{ $words }”

link-message-enter-chooses = Enter: “{ $words }”

link-message-no-match = No match

# The labels that may be at an end.
link-message-alternatives = { $names }

# In the inspector, before the ways to link.
link-message-add-link = Add link { $key }

# A relation as it is read from one end, and the labels at the other.
link-message-way-to-labels = { $relation } { $labels }

link-message-labels-to-way = { $labels } { $relation }

link-message-go-to-end = Go to this { $label }

link-message-change-to = Change to “{ $relation }”

# What a screen reader calls the button of a way to link, and that of a value.
link-message-start-link = Link: { $way }

link-message-value-of = { $attribute }: { $value }

# The value that Enter takes.
link-message-value-by-enter = { $value } (Enter)

link-message-search-keys = Tab: next

link-message-letter-keys = Press a letter or click · Tab: next · /: search
