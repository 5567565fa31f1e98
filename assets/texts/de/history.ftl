history-text-undo = Rückgängig
history-text-redo = Wiederholen
history-text-title = Verlauf
history-text-opened = Geöffnet
history-message-undo = Rückgängig: { $step }
history-message-redo = Wiederholen: { $step }
history-message-undone = Rückgängig gemacht: { $step }
history-message-redone = Wiederholt: { $step }
history-message-step-elsewhere = Der letzte Schritt geschah anderswo: { $step }
history-message-step-undone = { $step }, rückgängig gemacht
history-message-ends = Es gibt keine weiteren Schritte
history-message-cancelled = Abgebrochen; nichts wurde geändert.
history-message-restored = { $count ->
    [one] Demarche hat { $count } Schritt wiederhergestellt, der beim letzten Mal nicht gespeichert wurde: { $names }. Er lässt sich rückgängig machen.
    *[other] Demarche hat { $count } Schritte wiederhergestellt, die beim letzten Mal nicht gespeichert wurden: { $names }. Sie lassen sich rückgängig machen.
    }
history-message-not-restored = Ungespeicherte Änderungen der letzten Sitzung können nicht wiederhergestellt werden
history-message-journal-damaged = Ein Journal dieses Projekts ist beschädigt. Demarche hat wiederhergestellt, was lesbar war, und die Datei behalten: { $path }
history-message-journal-kept = { $refused ->
    [one] { $refused } Änderung der letzten Sitzung wurde nicht wiederhergestellt: Ein anderes Programm änderte dasselbe. Nichts wurde überschrieben. Das Journal damit bleibt: { $path }
    *[other] { $refused } Änderungen der letzten Sitzung wurden nicht wiederhergestellt: Ein anderes Programm änderte dasselbe. Nichts wurde überschrieben. Das Journal damit bleibt: { $path }
    }
history-message-no-journal = Änderungen werden gespeichert, aber nicht ins Journal geschrieben: Nach einem Absturz wären die letzten Änderungen und der Verlauf verloren. { $problem }
