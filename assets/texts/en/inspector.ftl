### Texts of the inspector: the annotations of an article, and the fields of the chosen one.

# Headings.
inspector-text-article = Article

inspector-text-in-this-article = In this article

# In the place of a value that is required and missing.
inspector-text-required = required

inspector-text-delete-annotation = Delete this annotation

# Names of fields that every annotation or article has, and what they are for.
inspector-text-memo = Memo

inspector-text-memo-hint = A note about it.

inspector-text-entity = Entity

inspector-text-entity-hint = Who or what is meant.

inspector-text-status = Status

inspector-text-status-hint = The coding progress of the article.

# The search in choices.
inspector-text-type-to-find = Type to find

inspector-text-type-to-find-or-tick = Type to find · Space: tick

inspector-text-no-choice = No choice matches.

# In empty fields.
inspector-text-date-hint = 25 Apr 2025, April 2025, last Friday

inspector-text-integer-hint = A whole number

inspector-text-number-hint = A number

inspector-text-note-hint = Add a note

# Keys while a date can be read in several ways.
inspector-text-reading-keys = ↑ ↓: change · Enter: choose

inspector-message-rank = Annotation { $number } of { $count }

inspector-message-missing = Missing: { $names }

# A field with its value: an attribute of an annotation or a relation, a template of annotations.
inspector-message-field-value = { $field }: { $value }

# What a screen reader says of a field without a value.
inspector-message-field-empty = { $field }: empty

# What a screen reader says of an annotation in the list.
inspector-message-annotation = { $label }: { $quote }

inspector-message-annotation-with-entity = { $label }: { $quote }, { $entity }

# A reading of a date that was typed, and how it was understood.
inspector-message-reading = { $date }, { $how }

# What a screen reader calls the field that finds choices.
inspector-message-find-choice = Find { $attribute }
