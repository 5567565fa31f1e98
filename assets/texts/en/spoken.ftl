### Messages that are only heard: what a screen reader says by itself.

spoken-message-chosen = Chosen: { $annotation }

# An annotation, with its place among all.
spoken-message-annotation = { $label } “{ $quote }”, { $number } of { $count }

spoken-message-annotation-with-entity = { $label } “{ $quote }”, { $number } of { $count }, entity { $entity }

spoken-message-removed = The annotation was removed.

# What changed of the chosen annotation.
spoken-message-entity = Entity: { $name }

spoken-message-no-entity = No entity

spoken-message-value = { $attribute }: { $value }

spoken-message-no-value = { $attribute }: no value

# An article that was opened or gone to.
spoken-message-article = { $annotations ->
    [one] { $article }, { $annotations } annotation
    *[other] { $article }, { $annotations } annotations
    }

# Facts of one annotation, and whole texts that are said one after another.
spoken-message-facts = { $facts }

# The annotations that the caret comes to.
spoken-message-marks = { $marks }

spoken-message-in-order = { $texts }

# About the place of the caret.
spoken-message-paragraph = Paragraph { $number } of { $count }

spoken-message-selected = Selected: { $words }

spoken-message-no-annotation-here = No annotation here

# Escape has closed the card of the annotation under the pointer.
spoken-message-card-closed = Details closed

spoken-message-lacks = missing: { $names }

spoken-message-more = and { $count } more

spoken-message-no-messages = There are no messages yet.

# How many rows a filter leaves.
spoken-message-results = { $count ->
    [0] No results
    *[other] { $count ->
        [one] { $count } result
        *[other] { $count } results
        }
    }

# The place of a row in its list.
spoken-message-row-of = { $number } of { $count }

# The ways to link the chosen annotation, each with its key.
spoken-message-link-ways = { $question }: { $ways }

# A key and what it does.
spoken-message-keyed = { $key } { $action }

# The annotation that Enter would take for the other end of a link.
spoken-message-link-end = { $letters-given ->
    [none] { $label }: { $words }, { $number } of { $count }
    *[some] { $label }: { $words }, { $number } of { $count }, letter { $letters }
    }

# The hit of the search in the article.
spoken-message-hit = “{ $words }”, { $place }

# Whether the work is saved.
spoken-message-not-saved = Not saved

spoken-message-saved = Saved

# How far long work has come, in quarters.
spoken-message-progress = { $work }: { $percent } %
