### Messages about searching, in an article and in all of them.

# The field that finds words in an article, with what it found.
search-text-finder = Select by typing

search-text-finder-hint = Type a phrase, or first…last

search-text-previous = Previous result

search-text-next = Next result

search-text-searching = Searching…

search-text-not-found = Not in this article

# The concordance.
search-text-field = Search all articles

search-text-close = Close the concordance

search-text-close-hint = Close (Esc)

search-text-nothing-typed = Type some words to search all articles, or choose a label below the field.

search-text-nothing-found = Nothing was found.

# How the words match.
search-text-match-case = Match case

search-text-match-case-hint = Distinguish capital and small letters

search-text-whole-words = Whole words

search-text-whole-words-hint = Only whole words

search-text-word-forms = Word forms

search-text-word-forms-hint = Also find plurals and other forms of the words

search-text-match-accents = Match accents

search-text-match-accents-hint = Distinguish letters with and without accents

search-text-regex = Regex

search-text-regex-hint = The words are a regular expression, such as cease-?fires?

# Where is searched: names of fields, and their choices.
search-text-where = Where

search-text-articles = Articles

search-text-this-article = this article

search-text-all-articles = all articles

search-text-place = Place

search-text-anywhere = anywhere

search-text-inside = inside annotations

search-text-outside = outside annotations

search-text-label = Label

search-text-any-label = any label

search-text-value = Value

search-text-any-value = any value

search-text-entity = Entity

search-text-any-entity = any entity

search-text-status = Status

search-text-any-status = any status

# Values of a yes-or-no attribute.
search-text-yes = yes

search-text-no = no

# The order of the hits.
search-text-sort-by = Sort by

search-text-by-article = article

search-text-by-before = before

search-text-by-after = after

search-text-sort-by-article = Sort by article

search-text-sort-by-before = Sort by the words before

search-text-sort-by-after = Sort by the words after

# What became of a hit.
search-text-annotated = annotated

search-text-already-annotated = already annotated

search-text-overlaps = overlaps an existing annotation of this label

search-text-changed = the article has changed

# The button that lists all places of the words of the chosen annotation.
search-text-all-occurrences = All occurrences…

search-text-all-occurrences-hint = Find these words in all articles, and annotate those that you tick

# Annotating hits.
search-text-tick-all = Tick all

search-text-annotate-as = Annotate as

search-text-assign-entity = Also assign the entity

search-text-annotate-ticked = Annotate ticked

search-text-annotate-hint = You can undo this in one step (Enter)

search-text-tick-hint = Tick hits with Space, or all with Ctrl+A

search-message-not-in-article = “{ $typed }” is not in this article.

search-message-wrapped-to-top = Search wrapped to the top

search-message-wrapped-to-bottom = Search wrapped to the bottom

search-message-several-pieces = All occurrences cannot be found for an annotation with several fragments.

search-message-choose-words = Choose an annotation or select some words to find all occurrences.

search-message-article-changed = The article has changed since it was searched. Search again.

# Of an error.
search-message-nothing-annotated = Nothing was annotated

search-message-annotated = { $skipped ->
    [0] { $annotated ->
        [one] { $annotated } place
        *[other] { $annotated } places
    } annotated in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }
    *[other] { $annotated ->
        [one] { $annotated } place
        *[other] { $annotated } places
    } annotated in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }; { $skipped } skipped, the list says why
    }

# Keys of the field that finds words in an article.
search-message-finder-keys = Enter: select · /: next · ?: previous

# Keys of the concordance, while hits can be annotated and before.
search-message-keys-to-annotate = Space: tick · Ctrl+A: all · Enter: annotate this hit

search-message-keys-to-tag = Space: tick · Ctrl+A: all · label key: annotate this hit

# The same while hits are ticked.
search-message-annotate-ticked = Enter: annotate { $ticked } · Space: tick · Ctrl+A: all or none

search-message-tag-ticked = label key: annotate { $ticked } · Space: tick · Ctrl+A: all or none

# In the field that finds words in an article: what it found.
search-message-found = { $number } of { $count }

search-message-found-wrapped = { $number } of { $count } · wrapped

search-message-found-so-far = { $count } so far

# In the empty field.
search-message-find-last = Type a phrase, or / for “{ $last }”

# What a screen reader calls a field of the concordance.
search-message-field-with-value = { $field }: { $value }

# What a screen reader says of a hit: the line, its article, labels and what came of it.
search-message-hit = { $line }, { $place }

search-message-hit-with-facts = { $line }, { $place }, { $facts }

# A button.
search-message-annotate = Annotate { $ticked }

search-message-unreadable = { $articles } could not be read

# What the concordance found, and how far it has come.
search-message-searched = { $hits ->
        [one] { $hits } hit
        *[other] { $hits } hits
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } · { $searched } of { $total } articles searched, { $rate } a second

search-message-complete = { $annotated ->
    [0] { $skipped ->
        [0] { $hits ->
        [one] { $hits } hit
        *[other] { $hits } hits
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }
        *[other] { $hits ->
        [one] { $hits } hit
        *[other] { $hits } hits
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } · { $skipped } skipped
        }
    *[other] { $skipped ->
        [0] { $hits ->
        [one] { $hits } hit
        *[other] { $hits } hits
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } · { $annotated } annotated
        *[other] { $hits ->
        [one] { $hits } hit
        *[other] { $hits } hits
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } · { $annotated } annotated · { $skipped } skipped
        }
    }

search-message-cut = The first { $hits ->
        [one] { $hits } hit
        *[other] { $hits } hits
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }; search for something rarer to see all

search-message-stopped = { $hits ->
        [one] { $hits } hit
        *[other] { $hits } hits
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } · stopped after { $searched } of { $total } articles

# One of these texts, with the number of hits that are ticked.
search-message-with-ticked = { $found } · { $ticked } ticked
