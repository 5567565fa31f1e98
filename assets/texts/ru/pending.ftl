pending-message-other-not-done = Не выполнено: Demarche читает статьи, чтобы { $purpose }. Попробуйте снова, когда это завершится, или нажмите «Отмена» в строке состояния.

pending-message-not-changed = Не изменено: Demarche читает статьи, чтобы { $purpose }. Попробуйте снова, когда это завершится, или нажмите «Отмена» в строке состояния.

pending-message-entered-later = Введённое сохранено: Demarche сначала читает статьи, чтобы { $purpose }.

pending-message-article-unreadable =
    { $others ->
        [0] статью не удаётся прочитать: { $problem }
       *[other] статью не удаётся прочитать: { $problem } и ещё { $others }
    }

pending-message-history-changed = Ничего не отменено и не повторено: история изменилась, пока читались статьи.

pending-message-codebook-changed = Ничего не изменено: книга кодов изменилась, пока читались статьи. Попробуйте снова.

pending-message-search-changed = Ничего не аннотировано: поиск изменился, пока читались статьи.

pending-message-entity-changed = Ничего не изменено: другая программа изменила сущность, пока читались статьи. Попробуйте снова.

pending-message-mention-gone = Упоминания больше нет.

purpose-undo = отменить действие

purpose-undo-step = отменить «{ $step }»

purpose-redo = повторить действие

purpose-redo-step = повторить «{ $step }»

purpose-go-to-step = перейти к другому шагу истории

purpose-preview-codebook = показать последствия изменения книги кодов

purpose-annotate-hits = аннотировать совпадения

purpose-merge-entities = объединить сущности

purpose-split-entity = разделить сущность

purpose-delete-entity = удалить сущность

purpose-set-status = изменить состояние

purpose-show-mention = показать упоминание

purpose-compare = сравнить кодировщиков
