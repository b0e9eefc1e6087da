"""Numbers that no rule of the product made: built here by the published standards."""

ID_WEIGHTS = [2**power % 11 for power in range(17, 0, -1)]
REGIONS = ["110101", "320502", "310115", "440305", "510104", "650102", "810000", "370211"]
MOBILE_RANGES = ["130", "135", "138", "147", "150", "159", "166", "177", "186", "188", "191", "199"]
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
UNIONPAY = ["622202", "621700", "622848", "623058", "621661", "625912"]
FOREIGN_ISSUERS = ["438088", "524094", "356868"]


def digits(random, count):
    return "".join(random.choice("0123456789") for _place in range(count))


def birthday(random, first=1940, last=2015):
    return f"{random.randint(first, last)}{random.randint(1, 12):02}{random.randint(1, 28):02}"


def id_card(random):
    """GB 11643: region, birthday, number, and a check by ISO 7064 MOD 11-2."""
    body = random.choice(REGIONS) + birthday(random) + digits(random, 3)
    rest = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True)) % 11
    return body + "X" if (12 - rest) % 11 == 10 else body + str((12 - rest) % 11)


def old_id_card(random):
    return random.choice(REGIONS[:6]) + birthday(random, 1930, 1984)[2:] + digits(random, 3)


def mobile(random):
    return random.choice(MOBILE_RANGES) + digits(random, 8)


def with_luhn(body):
    """ISO/IEC 7812: the one digit that makes the sum a multiple of ten."""
    doubled = [
        sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10))
        for place, digit in enumerate(reversed(body))
    ]
    return body + str(-sum(doubled) % 10)


def bank_card(random):
    issuer = random.choice(UNIONPAY)
    return with_luhn(issuer + digits(random, random.choice([16, 19]) - 7))


def foreign_card(random):
    return with_luhn(random.choice(FOREIGN_ISSUERS) + digits(random, 9))


def credit_code(random):
    """GB 32100: the number of an organisation, with its check by MOD 31-3."""
    body = random.choice(["91", "12", "11", "52"]) + "320500" + random.choice(["MA", "46", "K0"])
    body += "".join(random.choice(CREDIT_SIGNS) for _place in range(7))
    total = sum(CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + CREDIT_SIGNS[-total % 31]


def isbn(random):
    body = "9787" + digits(random, 8)
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"978-7-{body[4:7]}-{body[7:]}-{-total % 10}"
