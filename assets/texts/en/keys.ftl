### Texts about keys and commands: the help of keys, the settings of keys, and the command palette.

# What the help is called, and the heading in the settings.
keys-text-title = Keys

keys-text-caret = Caret and selection

# Headings of its tables, which are heard only.
keys-text-keys = Keys

keys-text-command = Command

# In the settings.
keys-text-press = Press a key…

keys-text-change = Change…

keys-text-add = Add…

keys-text-reset = Reset

keys-text-reset-all = Reset all keys

keys-text-filter = Filter commands

keys-text-no-match = No command matches.

keys-text-reassign = Reassign it

keys-text-leave = Leave it

# Buttons of the status bar, behind their keys.
keys-text-status-keys = keys

keys-text-status-next = next

# The palette.
keys-text-palette-title = Commands

keys-text-palette-field = Search commands

keys-text-palette-hint = Search commands and articles

keys-text-palette-no-match = No command or article matches.

# In the settings.
keys-message-already-means = { $key } already means “{ $command }”.

keys-message-remove-key = Remove { $key } from “{ $command }”

# What a screen reader calls a button of a command: its text, and the command.
keys-message-button-of = { $button } { $command }

# A tooltip with the key, and the key with a short name.
keys-message-with-key = { $text } ({ $key })

keys-message-key-and-name = { $key } { $name }

# In the palette, and where its key is pressed: a command that cannot be used, and why.
keys-message-impossible = { $command }: { $why }

# In the palette: an article.
keys-message-go-to-article = Go to { $article }

keys-message-go-to-title = Go to { $title } · { $article }
