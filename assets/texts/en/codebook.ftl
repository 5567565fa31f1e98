### Messages about the codebook and the effects of its changes.

# What the dialog is called.
codebook-text-title = Codebook

codebook-text-import = Import…

codebook-text-export = Export…

# Why the codebook cannot be changed.
codebook-text-broken = Repair the file or move it away, then open the project again. Until then the codebook cannot be changed, and the file is left as it is.

# Another program has changed the file.
codebook-text-use-disk = Use the codebook on disk

# Formats for an export.
codebook-text-format-demarche = Demarche codebook (.json)

codebook-text-format-table = Table (.csv)

codebook-text-format-refi = REFI-QDA (.qdc)

codebook-text-cannot-store = This format cannot store:

codebook-text-export-anyway = Export anyway…

# In file dialogs.
codebook-text-file-kind = Codebooks

codebook-text-import-title = Import codebook

codebook-text-export-title = Export codebook

# The outline on the left, whose entries are headings on the right.
codebook-text-about = About

codebook-text-guideline = Guideline

codebook-text-no-rules = There are no rules yet. Add them in the codebook.

codebook-text-show-codebook = Codebook…

codebook-text-entity-kinds = Kinds of entities

codebook-text-labels = Labels

codebook-text-every-annotation = Every annotation

codebook-text-relation-types = Relation types

codebook-text-article-fields = Fields of an article

# What a screen reader calls the buttons beside these headings.
codebook-text-add-label = Add to labels

codebook-text-add-annotation-attribute = Add to every annotation

codebook-text-add-relation-type = Add to relation types

codebook-text-add-article-field = Add to fields of an article

# A field for the name of something new.
codebook-text-new-label = New label

codebook-text-new-relation-type = New relation type

codebook-text-new-annotation-attribute = New attribute of every annotation

codebook-text-new-article-field = New field of an article

codebook-text-name-then-enter = Name, then Enter

# About the codebook itself.
codebook-text-version = Version

codebook-text-version-hint = The version increases when annotations change. Each file of annotations records its version.

codebook-text-description = Description

codebook-text-problems = Problems

codebook-text-guideline-hint = Rules for borderline cases, one per line. Coders read them in the Help menu.

codebook-text-rules = Rules

# Fields of labels, attributes, choices and relation types.
codebook-text-name = Name

codebook-text-key = Key

codebook-text-keys = Keys

codebook-text-definition = Definition

codebook-text-extent = What to include

codebook-text-example = Example

codebook-text-examples = Examples

codebook-text-judgement = Is a judgement

codebook-text-judgement-hint = It is suggested only if the settings say so: a suggestion would influence the judgement

codebook-text-available = Available to coders

codebook-text-colour = Colour

codebook-text-light-colour = Light theme colour

codebook-text-dark-colour = Dark theme colour

codebook-text-mix-light-colour = Light theme colour, mix a colour

codebook-text-mix-dark-colour = Dark theme colour, mix a colour

# Shown in a label’s colours.
codebook-text-sample-words = some words

codebook-text-underline = Underline

codebook-text-line-solid = solid

codebook-text-line-double = double

codebook-text-line-dashed = dashed

codebook-text-line-dotted = dotted

codebook-text-line-wavy = wavy

# Whether annotations of a label mention an entity.
codebook-text-entity = Entity

codebook-text-entity-none = mentions none

codebook-text-entity-optional = may mention one

codebook-text-entity-required = must mention one

codebook-text-add-attribute = Add attribute

# Of an attribute.
codebook-text-required = Required: missing values are flagged

codebook-text-per-coder = Coded by each coder: otherwise all coders share one value

codebook-text-default = Default

codebook-text-kind = Kind

codebook-text-choices = Choices

# Of a relation type.
codebook-text-from = From

codebook-text-to = To

codebook-text-relation-required = Required

codebook-text-never-required = never

codebook-text-inverse-name = Inverse name

codebook-text-ask-from = Question: from

codebook-text-ask-to = Question: to

codebook-text-required-from = for every annotation it starts from

codebook-text-required-to = for every annotation it leads to

# Of a choice.
codebook-text-new-choice = New choice

codebook-text-another-choice = Another choice

codebook-text-another-choice-then-enter = Another choice, then Enter

codebook-text-add-below = Add below

# In empty fields of a choice.
codebook-text-key-hint = key

codebook-text-definition-hint = definition

# Buttons that open the form of a change.
codebook-text-change-id = Change id…

codebook-text-merge = Merge…

codebook-text-split = Split…

codebook-text-delete = Delete…

codebook-text-move-below = Move below…

codebook-text-change-kind = Change kind…

# The same as headings of the form.
codebook-text-changing-id = Change id

codebook-text-merging = Merge

codebook-text-splitting = Split

codebook-text-deleting = Delete

codebook-text-moving-below = Move below

codebook-text-changing-kind = Change kind

# What is changed, in the heading of the form.
codebook-text-of-label = label

codebook-text-of-relation-type = relation type

codebook-text-of-attribute = attribute

codebook-text-of-choice = choice

# The form of a change.
codebook-text-new-id = New id

codebook-text-into = Into

codebook-text-below = Below

codebook-text-the-top = the top

codebook-text-which = Which

codebook-text-hide-from-coders = Hide from coders

codebook-text-keep-annotations = Keep its annotations, but hide it from coders

codebook-text-give-annotations = Give its annotations another label

codebook-text-remove-annotations = Remove its annotations with their relations

codebook-text-keep-relations = Keep its relations, flagged as unknown

codebook-text-give-relations = Give its relations another type

codebook-text-remove-relations = Remove its relations

codebook-text-keep-values = Keep its values, flagged as unknown

codebook-text-move-values = Move its values to another attribute

codebook-text-remove-values = Remove its values

codebook-text-keep-choice = Keep its values, but hide it from coders

codebook-text-replace-choice = Replace it with another choice

codebook-text-remove-choice = Remove it and the choices below it everywhere

# What a split moves.
codebook-text-move-these = Move these annotations:

codebook-text-move-containing = Those that contain these words

codebook-text-move-with-value = Those with a value of an attribute

codebook-text-move-all = All of it

codebook-text-phrase = Phrase

codebook-text-attribute = Attribute

codebook-text-value = Value

# The preview of a change.
codebook-text-affected = Affected annotations

codebook-text-nothing-lost = No data will be lost.

codebook-text-undo-in-one-step = You can undo this in one step.

codebook-text-reading-all = Reading all articles and all coders’ annotations…

# The two ways to import a codebook.
codebook-text-add-new = Add what is new

codebook-text-add-new-hint = Entries that both codebooks have stay as they are here.

codebook-text-replace = Replace the codebook

codebook-text-replace-hint = Annotations are not changed. Those with a removed label, attribute or choice are kept and flagged.

codebook-text-nothing-would-change = Nothing would change.

# Headings of the columns of choices.
codebook-message-column-offered = On

codebook-message-column-name = Name

codebook-message-column-key = Key

codebook-message-column-definition = Definition

# Of an error.
codebook-message-not-changed = The codebook is not changed

# Of an error.
codebook-message-nothing-changed = Nothing was changed

codebook-message-article-changed = An article has changed meanwhile: check the affected annotations again.

# The extent of a planned change.
codebook-message-touched = { $relations ->
    [0] { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    }
    *[other] { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } and { $relations ->
        [one] { $relations } relation
        *[other] { $relations } relations
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    }
    }

# Of a split: how many of those that use the item go to the new one.
codebook-message-split-counts = { $moved } of { $total } go to “{ $into }”. Click a line or press Space to send it the other way.

# A line of a split: what it is about, in which article, and where it goes.
codebook-message-split-line = “{ $quote }”, { $place }: { $part }

codebook-message-goes = goes to “{ $into }”

codebook-message-stays = stays in “{ $from }”

codebook-message-migrated = { $relations ->
    [0] { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    } – you can undo this in one step.
    *[other] { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } and { $relations ->
        [one] { $relations } relation
        *[other] { $relations } relations
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    } – you can undo this in one step.
    }

# Some label keys never tag; `keys` says which and why.
codebook-message-dead-label-keys = The codebook has label keys that never tag: { $keys }. Give these labels other keys in the codebook.

# A key that no command has.
codebook-message-free-key = { $key } is free.

# Of an error.
codebook-message-not-imported = The codebook cannot be imported

# What an attribute belongs to, and its id.
codebook-message-attribute-of = of { $holder }, in files: { $id }

codebook-message-attribute-of-annotations = of every annotation, in files: { $id }

codebook-message-attribute-of-article = of an article, in files: { $id }

codebook-message-id-in-files = in files: { $id }

codebook-message-new-attribute-of = New attribute of { $holder }

# In the outline: a label that coders do not see.
codebook-message-label-off = { $label } (off)

# What a screen reader calls the box of a label at one end of a relation type.
codebook-message-from-label = From { $label }

codebook-message-to-label = To { $label }

# Why a key does not serve.
codebook-message-key-taken = { $key } already means “{ $meaning }”.

codebook-message-not-a-key = “{ $key }” is not a key.

codebook-message-key-with-shift = { $key } never tags: Shift with a label’s key also tags what is tagged already.

# What a screen reader calls a colour of the series, and the controls of a choice.
codebook-message-colour-number = Colour { $number }

codebook-message-offer-choice = Offer { $name }

codebook-message-name-of-choice = Name of { $name }

codebook-message-key-of-choice = Key of { $name }

codebook-message-definition-of-choice = Definition of { $name }

codebook-message-change-choice = Change { $name }

codebook-message-choice-in-files = In files: { $path }

# The heading of the form of a change.
codebook-message-change-heading = { $change }: { $kind } { $name }

codebook-message-becomes-kind = It becomes: { $kind }. Values that do not fit are kept and listed.

# The preview of a change.
codebook-message-reading = Reading all articles and all coders’ annotations… { $done } of { $total }

codebook-message-impossible = This is not possible: { $why }.

codebook-message-touched-in-all = { $relations ->
    [0] { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    }.
    *[other] { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } and { $relations ->
        [one] { $relations } relation
        *[other] { $relations } relations
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    }.
    }

codebook-message-files-of-coder = { $files ->
    [one] { $coder }: { $files } file
    *[other] { $coder }: { $files } files
    }

codebook-message-files-without-coder = { $files ->
    [one] without a coder’s name: { $files } file
    *[other] without a coder’s name: { $files } files
    }

codebook-message-entities = { $count ->
    [one] { $count } entity
    *[other] { $count } entities
    }

codebook-message-version-changes = The version changes from { $from } to { $to }.

codebook-message-concerns = To decide, or values that will be lost: { $count }

codebook-message-concern-with-quote = “{ $quote }” { $why }

codebook-message-article-of-coder = { $article } ({ $coder })

# The codebook of a file, and what importing it would change.
codebook-message-name-and-version = { $name } { $version }

codebook-message-import-of = Import { $codebook }

codebook-message-add-differences = { $count ->
    [one] Add what is new: { $count } difference
    *[other] Add what is new: { $count } differences
    }

codebook-message-replace-differences = { $count ->
    [one] Replace the codebook: { $count } difference
    *[other] Replace the codebook: { $count } differences
    }

# Of an export.
codebook-message-export-as = Export as .{ $extension }

codebook-message-lost = • { $item }

# Another program has changed the file, or it cannot be written.
codebook-message-not-saved = The codebook is not saved: { $problem }
