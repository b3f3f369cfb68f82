"""The page with every component: nothing for axe, at every width."""

import pytest

from tests.browser.conftest import MATEN


@pytest.mark.parametrize("maat", MATEN)
def test_every_component_is_accessible(browser_als, axe, consulent, maat):
    page = browser_als(consulent, maat)
    page.goto("/stijl/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
