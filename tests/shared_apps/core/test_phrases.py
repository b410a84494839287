"""What is wrong with a field is said in the reader's language."""

from shared_apps.core.phrases import in_ukrainian
from tests.cast import Person
from tests.shared_apps.accounts.signing import browser_of


def test_it_words_complaints_about_fields_in_ukrainian(ada: Person) -> None:
    browser, forms = browser_of(ada), [{"slug": "Ж"}, {"slug": ""}, {"slug": "x" * 50}]

    said = [
        browser.put("/api/workspace/address/", form, headers={"accept-language": language}).json()["fields"]
        for form in forms
        for language in ("uk-UA,uk;q=0.9", "en")
    ]

    assert [fields["slug"] for fields in said] == [
        ["Від 3 до 40 латинських літер і цифр, між ними можна ставити по одному дефісу."],
        ["Use 3 to 40 Latin letters and digits, with single hyphens between them."],
        ["Заповніть це поле."],
        ["This field may not be blank."],
        ["Не більше ніж 40 символів."],
        ["Ensure this field has no more than 40 characters."],
    ]


def test_what_has_no_translation_is_said_in_english() -> None:
    assert in_ukrainian("Give it 3 of these.") == "Give it 3 of these."
