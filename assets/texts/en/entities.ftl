### Messages about entities.

# What the panel is called.
entity-text-title = Entities

entity-text-filter = Filter entities

entity-text-new = New entity

entity-text-new-hint = Creates an entity with the name in the filter (Ctrl+Enter)

entity-text-none-yet = There is no entity yet. Choose an annotation and press . to create the first.

entity-text-no-match-create = No entity matches. Ctrl+Enter creates one.

# What the picker is called.
entity-text-picker-title = Choose an entity

entity-text-picker-field = Find an entity

entity-text-no-match = No entity matches.

entity-text-no-entity = No entity

# The key that creates an entity, beside its row.
entity-text-create-key = Ctrl+Enter

# Fields of an entity.
entity-text-name = Name

entity-text-aliases = Aliases

entity-text-aliases-hint = One alias per line

entity-text-kind = Kind

entity-text-label = Label

entity-text-part-of = Part of

entity-text-part-of-hint = Choose what it is part of

entity-text-country = Country

entity-text-country-hint = Three letters, such as UKR

entity-text-wikidata = Wikidata

entity-text-wikidata-hint = Such as Q3874799

entity-text-memo = Memo

# Buttons, which ask before they change anything, and those that confirm.
entity-text-merge-into = Merge into…

entity-text-split-ask = Split…

entity-text-delete-ask = Delete…

entity-text-merge = Merge

entity-text-split = Split

# In the questions.
entity-text-mentions-stay = These mentions stay, without an entity. To give them to another one, merge instead.

entity-text-undo-in-one-step = You can undo this in one step.

entity-text-name-hint = Its name

entity-text-tick-mentions = Tick the mentions of the new entity:

# Headings of columns.
entity-message-column-name = Name

entity-message-column-kind-and-counts = Kind · mentions in articles

entity-message-column-mention = Mention

entity-message-column-article = Article

entity-message-none-for-label = The codebook does not allow an entity for { $label }.

# Of an error.
entity-message-not-changed = The entities cannot be changed

# Why they cannot be changed.
entity-message-file-broken = { $problem }. Repair the file, then open the project again

entity-message-part-of-itself = { $whole } is already part of { $part }.

entity-message-name-needed = An entity needs a name.

# In the picker: a box to tick.
entity-message-save-alias = Save “{ $words }” as an alias

# Keys of the picker, by what the entity is chosen for.
entity-message-merge-keys = Enter: choose · Esc: close

entity-message-mention-keys = Enter: choose · Shift+Enter: choose and save alias · Ctrl+Enter: create

entity-message-picker-keys = Enter: choose · Ctrl+Enter: create · Esc: close

# In the picker: a row that creates an entity.
entity-message-new-named = New entity “{ $name }”

# How often and where.
entity-message-counts = { $mentions ->
        [one] { $mentions } mention
        *[other] { $mentions } mentions
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }

# The same with the parts of the entity.
entity-message-counts-with-parts = { $mentions ->
        [one] { $mentions } mention
        *[other] { $mentions } mentions
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } · { $parts ->
        [one] { $parts } part
        *[other] { $parts } parts
    } of it

# The same in a column whose heading explains it.
entity-message-short-counts = { $mentions } in { $articles }

entity-message-kind-and-short-counts = { $kind } · { $mentions } in { $articles }

# What a screen reader says of a mention.
entity-message-go-to-mention = Go to { $quote } in { $place }

entity-message-mention-in = { $quote } in { $place }

# All mentions with the same words.
entity-message-mentions-of = { $words } ({ $count })

# In the panel, where the file of entities cannot be read.
entity-message-broken = Nothing can be changed here: { $problem }. Repair the file, then open the project again.

# In the questions: titles, and sentences about what is affected.
entity-message-merge-title = Merge “{ $from }” into “{ $into }”

entity-message-delete-title = Delete “{ $name }”

entity-message-split-title = Split “{ $name }”

entity-message-become-aliases = “{ $from }” and its aliases become aliases of “{ $into }”.

entity-message-become-parts = { $parts ->
    [one] { $parts } entity that is part of it will become part of “{ $into }”.
    *[other] { $parts } entities that are part of it will become parts of “{ $into }”.
    }

entity-message-belong-to-none = { $parts ->
    [one] { $parts } entity that is part of it will no longer belong to another entity.
    *[other] { $parts } entities that are part of it will no longer belong to another entity.
    }

entity-message-touched = { $mentions ->
        [one] { $mentions } mention
        *[other] { $mentions } mentions
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }.

entity-message-touched-by-coders = { $mentions ->
        [one] { $mentions } mention
        *[other] { $mentions } mentions
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    }, by { $coders ->
        [one] { $coders } coder
        *[other] { $coders } coders
    }.

entity-message-may-name-it = { $files ->
    [one] Attributes and fields may name it in { $files } file more.
    *[other] Attributes and fields may name it in { $files } files more.
    }

entity-message-read-first = { $files ->
    [one] { $files } file will be read first.
    *[other] { $files } files will be read first.
    }

entity-message-unreadable = { $files ->
    [one] { $files } file cannot be read and stays as it is.
    *[other] { $files } files cannot be read and stay as they are.
    }

entity-message-go-to-new = { $mentions ->
        [one] { $mentions } mention
        *[other] { $mentions } mentions
    } in { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } go to the new entity.
