pending-message-other-not-done = Не виконано: Demarche читає статті, щоб { $purpose }. Спробуйте знову, коли це завершиться, або натисніть «Скасувати» в рядку стану.

pending-message-not-changed = Не змінено: Demarche читає статті, щоб { $purpose }. Спробуйте знову, коли це завершиться, або натисніть «Скасувати» в рядку стану.

pending-message-entered-later = Введене збережено: Demarche спершу читає статті, щоб { $purpose }.

pending-message-article-unreadable =
    { $others ->
        [0] статтю не вдається прочитати: { $problem }
       *[other] статтю не вдається прочитати: { $problem } і ще { $others }
    }

pending-message-history-changed = Нічого не скасовано й не повторено: історія змінилася, поки читалися статті.

pending-message-codebook-changed = Нічого не змінено: книга кодів змінилася, поки читалися статті. Спробуйте знову.

pending-message-search-changed = Нічого не анотовано: пошук змінився, поки читалися статті.

pending-message-entity-changed = Нічого не змінено: інша програма змінила сутність, поки читалися статті. Спробуйте знову.

pending-message-mention-gone = Згадки більше немає.

purpose-undo = скасувати дію

purpose-undo-step = скасувати «{ $step }»

purpose-redo = повторити дію

purpose-redo-step = повторити «{ $step }»

purpose-go-to-step = перейти до іншого кроку історії

purpose-preview-codebook = показати наслідки зміни книги кодів

purpose-annotate-hits = анотувати збіги

purpose-merge-entities = об’єднати сутності

purpose-split-entity = розділити сутність

purpose-delete-entity = вилучити сутність

purpose-set-status = змінити стан

purpose-show-mention = показати згадку

purpose-compare = порівняти кодувальників
