history-text-undo = Скасувати

history-text-redo = Повторити

history-text-title = Історія

history-text-opened = Відкрито

history-message-undo = Скасувати: { $step }

history-message-redo = Повторити: { $step }

history-message-undone = Скасовано: { $step }

history-message-redone = Повторено: { $step }

history-message-step-elsewhere = Останній крок зроблено в іншому місці: { $step }

history-message-step-undone = { $step }, скасовано

history-message-ends = Більше кроків немає

history-message-cancelled = Скасовано; нічого не змінено.

history-message-restored =
    { $count ->
        [one] Demarche відновила { $count } дію, не збережену минулого разу: { $names }. Її можна скасувати.
        [few] Demarche відновила { $count } дії, не збережені минулого разу: { $names }. Їх можна скасувати.
       *[many] Demarche відновила { $count } дій, не збережених минулого разу: { $names }. Їх можна скасувати.
    }

history-message-not-restored = Незбережені зміни минулого сеансу не вдається відновити

history-message-journal-damaged = Журнал цього проєкту пошкоджено. Demarche відновила все, що змогла прочитати, і зберегла файл: { $path }

history-message-journal-kept =
    { $refused ->
        [one] { $refused } зміну минулого сеансу не відновлено: інша програма змінила те саме. Нічого не перезаписано. Журнал із нею збережено: { $path }
        [few] { $refused } зміни минулого сеансу не відновлено: інша програма змінила те саме. Нічого не перезаписано. Журнал із ними збережено: { $path }
       *[many] { $refused } змін минулого сеансу не відновлено: інша програма змінила те саме. Нічого не перезаписано. Журнал із ними збережено: { $path }
    }

history-message-no-journal = Зміни зберігаються, але не записуються до журналу: після збою останні зміни та історія дій пропадуть. { $problem }
