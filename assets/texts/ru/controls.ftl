control-text-cancel = Отмена

control-text-choose = Выбрать…

control-text-close = Закрыть

control-text-delete = Удалить

control-text-duplicate = Дублировать

control-text-filter-list = Фильтр списка

control-text-move-down = Вниз

control-text-move-up = Вверх

control-text-nothing-in-list = Ничего не найдено.

control-text-preview = Просмотр

control-text-remove = Убрать

control-text-show-in-folder = Показать в папке

control-text-stop = Остановить

control-text-try-again = Попробовать снова
