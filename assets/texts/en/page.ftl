### Texts of the page with the article, and of what is drawn on it.

# What a screen reader calls parts of the page.
page-text-article = Article text

page-text-scroll-bar = Scroll the article

page-text-divider = Divider between the articles

# What a screen reader calls an annotation, a handle to link it, its key while it can be linked, and
# a relation to something that is off the screen.
page-message-ranked = { $annotation }, { $number } of { $count }

page-message-link-handle = Link “{ $quote }”

page-message-link-target = { $letters }: link to “{ $quote }”

page-message-far-end-above = ↑ { $relation } { $quote }

page-message-far-end-below = ↓ { $relation } { $quote }

page-message-far-end = { $relation } “{ $quote }”, go there

# The name of an annotation in the layer of a coder, and otherwise.
page-message-of-layer = { $layer }: { $label }: { $words }

# A suggestion, with its confidence.
page-message-suggested-label = suggested { $label }, { $percent } %: { $words }

page-message-of-label = { $label }: { $words }

# The words of an annotation, and its entity.
page-message-words-and-entity = { $words }, { $entity }

# In a tooltip that lists some annotations.
page-message-more = and { $count } more

# The button of the pane beside.
page-message-close-pane = Close { $article }

# An article with its coder.
page-message-of-coder = { $article } ({ $coder })

page-message-without-coder = { $article } (no coder)

# Facts that are shown in a line: of an article, an entity, a dataset, the place of the caret.
page-message-facts = { $facts }

# The status bar.
page-message-paragraph = ¶ { $number } of { $count }

page-message-annotations = { $count ->
    [one] { $count } annotation
    *[other] { $count } annotations
    }

page-message-incomplete = { $count } incomplete

page-message-selected-characters = { $count ->
    [one] { $count } character selected
    *[other] { $count } characters selected
    }

page-message-read-as = read as { $encoding }

# A label’s key in its tooltip.
page-message-label-key = key { $key }

# The button of a label above a selection.
page-message-label-and-key = { $label } { $key }

page-message-tag-selection = Tag the selection as { $label }
