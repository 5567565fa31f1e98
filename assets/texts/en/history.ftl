### Messages about undo and redo, and about what a journal restored.

# Buttons of dialogs.
history-text-undo = Undo

history-text-redo = Redo

# The panel.
history-text-title = History

# The state before the first step.
history-text-opened = Opened

# The item of the Edit menu, and the button's tooltip in dialogs.
history-message-undo = Undo: { $step }

# The same.
history-message-redo = Redo: { $step }

history-message-undone = Undone: { $step }

history-message-redone = Redone: { $step }

# Why a dialog cannot undo: the last step is not about its subject.
history-message-step-elsewhere = The last step was made elsewhere: { $step }

# In the panel, for a screen reader: a step that is undone.
history-message-step-undone = { $step }, undone

# Of an error.
history-message-ends = There are no more steps

history-message-cancelled = Cancelled; nothing was changed.

# The actions that a journal restored: how many, and the names of the last of them.
history-message-restored = { $count ->
    [one] Demarche restored { $count } action that was not saved last time: { $names }. You can undo it.
    *[other] Demarche restored { $count } actions that were not saved last time: { $names }. You can undo them.
    }

# Of an error.
history-message-not-restored = Unsaved changes of the last session cannot be restored

history-message-journal-damaged = A journal of this project is damaged. Demarche restored what it could read and kept the file: { $path }

history-message-journal-kept = { $refused ->
    [one] { $refused } change of the last session was not restored: another program changed the same items. Nothing was overwritten. The journal with them is kept: { $path }
    *[other] { $refused } changes of the last session were not restored: another program changed the same items. Nothing was overwritten. The journal with them is kept: { $path }
    }

history-message-no-journal = Changes are saved, but not written to the journal: after a crash the last changes and the undo history would be lost. { $problem }
