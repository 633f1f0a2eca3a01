import pytest

from summaries.languages import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Tuesday to plant ten thousand trees.", "en"),
        ("Рада у вівторок проголосувала за те, щоб посадити дерева.", "uk"),
        ("Совет во вторник проголосовал за то, чтобы посадить деревья.", "ru"),
        ("Der Rat hat am Dienstag beschlossen, Bäume zu pflanzen.", "de"),
        ("Le conseil a décidé mardi de planter dix mille arbres.", "fr"),
        ("El consejo decidió el martes plantar diez mil árboles.", "es"),
        ("Rada zdecydowała we wtorek o posadzeniu dziesięciu tysięcy drzew.", "pl"),
        ("Too short.", None),
        ("12345 67890 !!! ... 12345 67890 12345", None),
        ("", None),
    ],
)
def test_the_language_of_a_text_is_told_or_left_open(text, language):
    assert detect(text) == language
