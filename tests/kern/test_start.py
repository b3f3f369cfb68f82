"""Where everybody begins after signing in."""


def test_everybody_starts_on_the_first_page_of_their_own(als, consulent, partnermedewerker, beheerder):
    assert als(consulent).get("/")["Location"] == "/balie/"
    assert als(beheerder).get("/")["Location"] == "/beheer/"
    antwoord = als(partnermedewerker).get("/")
    assert antwoord.status_code == 200
    assert "Er staat nog niets voor je klaar." in antwoord.content.decode()
