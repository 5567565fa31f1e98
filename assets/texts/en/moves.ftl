### Messages about texts that were renamed, moved or removed by other programs, and about what other

# What the dialog about orphaned files is called.
move-text-orphans-title = Annotations without a text

# Files of annotations or fields have no text; `offered` of the texts have been found under other
# names.
move-message-orphans-found = { $offered ->
    [0] { $files ->
        [one] { $files } file
        *[other] { $files } files
    } of annotations or fields without a text: { $names }. Ctrl+Shift+A lists them.
    *[other] { $offered ->
        [one] { $files ->
        [one] { $files } file
        *[other] { $files } files
    } of annotations or fields without a text: { $names }. { $offered } article without annotations has the same text: Ctrl+Shift+A shows them and takes the annotations over.
        *[other] { $files ->
        [one] { $files } file
        *[other] { $files } files
    } of annotations or fields without a text: { $names }. { $offered } articles without annotations have the same text: Ctrl+Shift+A shows them and takes the annotations over.
        }
    }

# In the dialog, where there are none.
move-message-no-orphans = All annotations have their text.

# In the dialog, before the list.
move-message-orphans-explained = These texts are gone, and their annotations are still here. An article with exactly the same text and no annotations can take them over: the files are renamed, with those of all coders and the fields.

# In the dialog: the files of a text, and which article has the same text.
move-message-orphan-with-text = { $files ->
    [one] { $text } ({ $files } file): the same text is { $article }
    *[other] { $text } ({ $files } files): the same text is { $article }
    }

# In the dialog: the files of a text that was not found.
move-message-orphan-without-text = { $files ->
    [one] { $text } ({ $files } file): no article without annotations has the same text
    *[other] { $text } ({ $files } files): no article without annotations has the same text
    }

# A button.
move-message-take-over = Take over

# What a screen reader says of a button.
move-message-take-over-of = Take over the annotations of { $text }

# A button.
move-message-take-over-all = Take over all ({ $count })

move-message-taken-over = Annotations were taken over: { $names }.

# A text was renamed or moved while the project was open.
move-message-renamed = { $from } was renamed to { $to }. It keeps its annotations, status and undo history.

# Of an error.
move-message-not-renamed = { $article }: a file beside the text could not be renamed with it

# Annotations were written although their text is gone.
move-message-written-without-text = { $article } no longer exists; its annotations were written without it: { $path }

# Another program removed annotations or relations.
move-message-removed = { $relations ->
    [0] { $article }: another program removed { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    }. If this was not meant, as when an older copy of the file was put in its place, Ctrl+Shift+B restores what was removed.
    *[other] { $article }: another program removed { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } and { $relations ->
        [one] { $relations } relation
        *[other] { $relations } relations
    }. If this was not meant, as when an older copy of the file was put in its place, Ctrl+Shift+B restores what was removed.
    }

move-message-brought-back = { $count ->
    [one] Demarche restored { $count } annotation or relation.
    *[other] Demarche restored { $count } annotations or relations.
    }

move-message-nothing-to-bring-back = Other programs have not removed anything that is still missing.

# Of an error.
move-message-not-brought-back = What was removed could not be restored

# Of an error.
move-message-not-taken-over = The annotations of { $text } were not taken over
