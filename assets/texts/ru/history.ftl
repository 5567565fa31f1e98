history-text-undo = Отменить

history-text-redo = Повторить

history-text-title = История

history-text-opened = Открыто

history-message-undo = Отменить: { $step }

history-message-redo = Повторить: { $step }

history-message-undone = Отменено: { $step }

history-message-redone = Повторено: { $step }

history-message-step-elsewhere = Последний шаг сделан в другом месте: { $step }

history-message-step-undone = { $step }, отменено

history-message-ends = Больше шагов нет

history-message-cancelled = Отменено; ничего не изменено.

history-message-restored =
    { $count ->
        [one] Demarche восстановила { $count } действие, не сохранённое в прошлый раз: { $names }. Его можно отменить.
        [few] Demarche восстановила { $count } действия, не сохранённые в прошлый раз: { $names }. Их можно отменить.
       *[many] Demarche восстановила { $count } действий, не сохранённых в прошлый раз: { $names }. Их можно отменить.
    }

history-message-not-restored = Несохранённые изменения прошлого сеанса не удаётся восстановить

history-message-journal-damaged = Журнал этого проекта повреждён. Demarche восстановила всё, что смогла прочитать, и сохранила файл: { $path }

history-message-journal-kept =
    { $refused ->
        [one] { $refused } изменение прошлого сеанса не восстановлено: другая программа изменила то же самое. Ничего не перезаписано. Журнал с ним сохранён: { $path }
        [few] { $refused } изменения прошлого сеанса не восстановлены: другая программа изменила то же самое. Ничего не перезаписано. Журнал с ними сохранён: { $path }
       *[many] { $refused } изменений прошлого сеанса не восстановлено: другая программа изменила то же самое. Ничего не перезаписано. Журнал с ними сохранён: { $path }
    }

history-message-no-journal = Изменения сохраняются, но не записываются в журнал: после сбоя последние изменения и история действий пропадут. { $problem }
