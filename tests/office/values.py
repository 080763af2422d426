"""Synthetic personal values, each unique, and the manifest that says where each one was put.

Everything follows from a seed: the same seed, variant and fixture give the same values in the same places.
"""

import json
import random

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
COUNTIES = ("330106", "110105", "440305", "320106", "510107", "420106", "370202", "610113", "350203", "430104")
CARD_PREFIXES = ("622202", "621700", "622848", "621661")
MOBILE_PREFIXES = ("138", "139", "150", "186", "177", "135", "158", "189")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰国建文志"
PINYIN = ("wangwei", "lifang", "zhangna", "liumin", "chenjing", "yangli", "zhaoqiang", "huanglei", "zhoujun")
# County, street: what an office may publish. The house behind it is what has to go.
STREETS = (
    "杭州市西湖区文三路", "北京市朝阳区团结湖路", "深圳市南山区桃源路", "南京市鼓楼区中山北路",
    "成都市武侯区玉林中路", "武汉市武昌区珞珈山路", "青岛市市南区江西路", "西安市雁塔区小寨东路",
)
LABELS = {
    "resident-id": "身份证号：",
    "mobile": "手机：",
    "bank-card": "银行卡号：",
    "person": "户主：",
    "email": "电子邮箱：",
    "address": "家庭住址：",
}
KINDS = tuple(LABELS)
SURFACES = ("visible", "hidden", "metadata", "markup")


def check_character(first17):
    total = sum(int(digit) * weight for digit, weight in zip(first17, ID_WEIGHTS))
    return "10X98765432"[total % 11]


def luhn_digit(body):
    total = 0
    for place, digit in enumerate(reversed(body)):
        number = int(digit) * (2 if place % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return str(-total % 10)


class Values:
    """Makes values; never the same twice."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.used = set()

    def make(self, kind):
        maker = getattr(self, kind.replace("-", "_"))
        while True:
            value = maker()
            if value not in self.used:
                self.used.add(value)
                return value

    def digits(self, count):
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def resident_id(self, prefix=None, numeric=False):
        while True:
            born = "%d%02d%02d" % (self.random.randint(1941, 2003), self.random.randint(1, 12), self.random.randint(1, 28))
            first17 = self.random.choice(COUNTIES) + born + self.digits(3)
            if prefix:
                first17 = prefix[:10] + first17[10:]
            value = first17 + check_character(first17)
            if not (numeric and value.endswith("X")):
                return value

    def mobile(self):
        return self.random.choice(MOBILE_PREFIXES) + self.digits(8)

    def bank_card(self):
        body = self.random.choice(CARD_PREFIXES) + self.digits(12)
        return body + luhn_digit(body)

    def person(self):
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN) + self.random.choice(GIVEN)

    def email(self):
        return "%s%s@example.com" % (self.random.choice(PINYIN), self.digits(4))

    def address(self):
        number = self.random.randint
        return "%s%d号%d幢%d单元%d室" % (
            self.random.choice(STREETS), number(11, 989), number(11, 98), number(1, 6), number(101, 2804))


class Planter:
    """Plants values for one fixture and remembers where.

    `variant` "a" is the plain form; "b" differs in kinds, split points, part names, quoting and extra places.
    """

    def __init__(self, fixture, seed=1, variant="a"):
        self.fixture, self.seed, self.variant = fixture, seed, variant
        self.values = Values("%s/%s/%s" % (seed, variant, fixture))
        self.random = random.Random("%s/%s/%s/choices" % (seed, variant, fixture))
        self.manifest = []

    def value(self, place, part, surface="visible", kind=None, spellings=(), value=None):
        """A bare value, now planted. `spellings` are other ways the file may give it away."""
        assert surface in SURFACES, surface
        assert all(entry["place"] != place for entry in self.manifest), "planted twice: " + place
        kind = kind or self.random.choice(KINDS)
        value = value or self.values.make(kind)
        entry = {"value": value, "kind": kind, "place": place, "part": part, "surface": surface}
        if spellings:
            entry["spellings"] = list(spellings)
        self.manifest.append(entry)
        return value

    def phrase(self, place, part, surface="visible", kind=None, **more):
        """A value beside its label, as text would have it."""
        value = self.value(place, part, surface, kind, **more)
        return LABELS[self.manifest[-1]["kind"]] + value

    def number(self, place, part, surface="visible", **more):
        """A value that is digits only (a person, an e-mail or an X would not do)."""
        kind = self.random.choice(("mobile", "bank-card"))
        return self.value(place, part, surface, kind, **more)

    def split(self, text, pieces):
        """Cuts text into that many pieces, none empty."""
        cuts = sorted(self.random.sample(range(1, len(text)), min(pieces, len(text)) - 1))
        return [text[start:end] for start, end in zip([0] + cuts, cuts + [len(text)])]

    @property
    def other(self):
        return self.variant != "a"

    def either(self, plain, different):
        return different if self.other else plain

    def manifest_json(self):
        lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in self.manifest)
        return "[\n%s\n]\n" % lines
