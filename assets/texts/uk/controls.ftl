control-text-cancel = Скасувати

control-text-choose = Вибрати…

control-text-close = Закрити

control-text-delete = Вилучити

control-text-duplicate = Дублювати

control-text-filter-list = Фільтр списку

control-text-move-down = Вниз

control-text-move-up = Вгору

control-text-nothing-in-list = Нічого не знайдено.

control-text-preview = Переглянути

control-text-remove = Прибрати

control-text-show-in-folder = Показати в теці

control-text-stop = Зупинити

control-text-try-again = Спробувати знову
