### Texts of the dialog in which conflicts are resolved: what a conflict is about, and its two versions.

# What the dialog is called.
conflicts-text-title = Resolve conflicts

# What is in conflict.
conflicts-text-entities = the entities

conflicts-text-codebook = the codebook

# Titles of conflicts.
conflicts-text-lost-end = One version removed what the other linked

conflicts-text-status = Status of the article

conflicts-text-header = Coder and codebook in the file

# A version.
conflicts-text-removed = Removed

conflicts-text-kept-with-relation = It is kept with its relation

conflicts-text-header-here = As it is here

conflicts-text-header-there = As it is there

# Names of values: of an annotation, a relation and an entity.
conflicts-text-words = Words

conflicts-text-entity = Entity

conflicts-text-type = Type

conflicts-text-name = Name

conflicts-text-label = Label

conflicts-text-kind = Kind

conflicts-text-aliases = Aliases

conflicts-text-part-of = Part of

conflicts-text-country = Country

conflicts-text-wikidata = Wikidata

conflicts-text-memo = Memo

# The heading of a version.
conflicts-message-chosen = { $version }, chosen

# What a screen reader says of a version: its lines are texts of their own.
conflicts-message-version = { $version }: { $lines }

# Titles of conflicts.
conflicts-message-annotation = “{ $words }”

conflicts-message-relation = Relation: { $kind }

conflicts-message-field = Field “{ $name }” of the article

conflicts-message-entity = Entity: { $name }

conflicts-message-place = { $path }

# Lines of a version.
conflicts-message-value = { $name }: { $value }

conflicts-message-made-by = { $time-given ->
    [none] By { $coder }
    *[some] { $coder-given ->
        [none] At { $time }
        *[some] By { $coder } { $time }
        }
    }

conflicts-message-ends = From { $from } to { $to }

conflicts-message-quoted = “{ $words }”

conflicts-message-quote-kept = “{ $words }” is kept with its relation
