"""The places, offices and leading people of the demo. All of it is made up."""

from dataclasses import dataclass, field

from nghitruong.kernel.actor import Role
from nghitruong.outer.demo.names import FEMALE, MALE


@dataclass(frozen=True)
class Place:
    """A unit: its code outside the real gazetteer, its name, and its council's size.

    `comes`: how many of the deputies go over in the merger; 0 means the whole council.
    """

    code: str
    name: str
    kind: str = "phuong"
    deputies: int = 0
    comes: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.comes

    @property
    def short(self) -> str:
        """The name without the word for the kind: Sen Hồng."""
        return self.name.partition(" ")[2] if self.kind == "phuong" else self.name

    @property
    def in_sentence(self) -> str:
        """As it stands within a sentence: phường Sen Hồng."""
        return self.name[:1].lower() + self.name[1:]


CITY = Place("DEMO-HOASEN", "Thành phố Hoa Sen", "thanh_pho_tw", 52)
FORMER_DISTRICTS = (
    Place("DEMO-Q1", "Quận Hoa Cúc", "quan"),
    Place("DEMO-Q2", "Quận Hoa Mai", "quan"),
    Place("DEMO-H1", "Huyện Hoa Ban", "huyen"),
)
SEN_HONG = Place("DEMO-SENHONG", "Phường Sen Hồng", deputies=202)
BINH_MINH = Place("DEMO-BMINH", "Phường Bình Minh", deputies=30)
MERGED = (
    Place("DEMO-S01", "Phường Sen Trắng", deputies=18),
    Place("DEMO-S02", "Phường Sen Vàng", deputies=17),
    Place("DEMO-S03", "Phường Sen Xanh", deputies=19),
    Place("DEMO-S04", "Phường Sen Ngọc", deputies=18),
    Place("DEMO-S05", "Phường Lá Sen", deputies=20),
    Place("DEMO-S06", "Phường Hạt Sen", deputies=17),
    Place("DEMO-S07", "Phường Gương Sen", deputies=18),
    Place("DEMO-S08", "Phường Bến Sen", deputies=19),
    Place("DEMO-S09", "Phường Hồ Sen", deputies=18),
    Place("DEMO-S10", "Phường Đồi Sen", deputies=16),
    Place("DEMO-S11", "Phường Cầu Sen", deputies=25, comes=12),
    Place("DEMO-S12", "Phường Vườn Sen", deputies=24, comes=10),
)
"""Ten whole wards and parts of two: 180 and 22 deputies."""


@dataclass(frozen=True)
class Lead:
    """Somebody whom a visitor meets by name. `account` is the user name; `ward` the old ward of an inherited seat."""

    name: str
    gender: str
    account: str
    roles: tuple[Role, ...] = ()
    ward: str = ""
    post: str = ""


LAN = Lead("Trần Thị Lan", FEMALE, "lan", (Role.CHAIR, Role.STANDING), "DEMO-S01", "Chủ tịch HĐND")
THO = Lead("Đặng Hữu Thọ", MALE, "tho", (Role.CHAIR, Role.STANDING), "DEMO-S05", "Phó Chủ tịch HĐND")
HOA = Lead("Lê Thị Hoa", FEMALE, "hoa", (), "DEMO-S09")
SON = Lead("Bùi Đình Sơn", MALE, "son", (Role.STANDING, Role.COMMITTEE), "DEMO-S03", "Trưởng Ban Kinh tế - Ngân sách")
NGA = Lead("Ngô Thu Nga", FEMALE, "nga", (Role.STANDING, Role.COMMITTEE), "DEMO-S08", "Trưởng Ban Văn hóa - Xã hội")
MINH = Lead("Nguyễn Văn Minh", MALE, "minh", (Role.CLERK, Role.SECRETARY), post="Phó Chánh Văn phòng")
THU = Lead("Hoàng Minh Thu", FEMALE, "thu", (Role.CLERK,), post="Chuyên viên Văn phòng")
HIEN = Lead("Lưu Thị Hiền", FEMALE, "hien", (Role.DENUNCIATIONS,), post="Chuyên viên phụ trách tố cáo")
DUC = Lead("Phan Trọng Đức", MALE, "duc", (Role.ADMIN,), post="Công chức công nghệ thông tin")
SAM = Lead("Trịnh Thị Sâm", FEMALE, "sam", (Role.AUDITOR,), post="Kiểm soát viên")
AN = Lead("Phạm Văn An", MALE, "an.ubnd", (Role.AGENCY,), post="Chuyên viên, UBND phường")
QUANG = Lead("Vũ Xuân Quảng", MALE, "quang", (Role.AGENCY_LEADER,), post="Chủ tịch UBND phường")
MAI = Lead("Đỗ Thị Thanh Mai", FEMALE, "mai", (Role.FRONT,), post="Chủ tịch Ủy ban MTTQ Việt Nam phường")
BINH = Lead("Đỗ Văn Bình", MALE, "binh", (Role.CITIZEN,), post="Cử tri khu phố 3")
KIEN = Lead("Vũ Văn Kiên", MALE, "kien", (), post="Đại biểu HĐND phường Bình Minh")
LIEN = Lead("Lương Thị Liên", FEMALE, "lien", (Role.CHAIR, Role.STANDING), post="Chủ tịch HĐND phường Bình Minh")
TUAN = Lead("Tạ Quang Tuấn", MALE, "tuan", (Role.CLERK, Role.SECRETARY), post="Chuyên viên Văn phòng")
QUYNH = Lead("Mai Ngọc Quỳnh", FEMALE, "quynh", (Role.PROVINCE_ADMIN,), post="Quản trị viên thành phố")
CAM = Lead("Cao Thị Cẩm", FEMALE, "cam", (Role.CLERK,), post="Chuyên viên Văn phòng HĐND thành phố")

DEPUTIES = (LAN, HOA, THO, SON, NGA)
"""Leads with an inherited seat in Sen Hồng."""
STAFF = (MINH, THU, HIEN, DUC, SAM, BINH)
LEADS = (*DEPUTIES, *STAFF, AN, QUANG, MAI, KIEN, LIEN, TUAN, QUYNH, CAM)
LEAD_NAMES = frozenset(lead.name for lead in LEADS)


@dataclass(frozen=True)
class Office:
    """An agency beside the council, and who speaks for it: leads by name, or so many made-up officers."""

    code: str
    name: str
    kind: str
    level: str = "xa"
    short: str = ""
    officers: tuple[Lead, ...] = field(default=())


def offices_of(place: Place) -> tuple[Office, ...]:
    """The agencies of a ward; their names carry the ward's."""
    ward = place.in_sentence
    return (
        Office("ubnd", f"Ủy ban nhân dân {ward}", "ubnd", short="UBND phường"),
        Office("kt-ht-dt", f"Phòng Kinh tế, Hạ tầng và Đô thị {ward}", "chuyen_mon", short="Phòng KT-HT-ĐT"),
        Office("vh-xh", f"Phòng Văn hóa - Xã hội {ward}", "chuyen_mon", short="Phòng VH-XH"),
        Office("ttpvhcc", f"Trung tâm Phục vụ hành chính công {ward}", "chuyen_mon", short="TTPVHCC"),
        Office("cong-an", f"Công an {ward}", "cong_an", short="Công an phường"),
        Office("quan-su", f"Ban Chỉ huy Quân sự {ward}", "quan_su", short="Ban CHQS phường"),
        Office("mttq", f"Ủy ban Mặt trận Tổ quốc Việt Nam {ward}", "mttq", short="MTTQ phường"),
        Office("phu-nu", f"Hội Liên hiệp Phụ nữ {ward}", "doan_the", short="Hội LHPN phường"),
        Office("doan", f"Đoàn Thanh niên Cộng sản Hồ Chí Minh {ward}", "doan_the", short="Đoàn phường"),
        Office("so-xd", "Sở Xây dựng thành phố Hoa Sen", "cap_tren", "tinh", "Sở Xây dựng"),
        Office("mtdt", "Công ty Môi trường đô thị Hoa Sen", "khac", "tinh", "Công ty Môi trường"),
    )


CITY_OFFICES = (Office("so-xd", "Sở Xây dựng thành phố Hoa Sen", "chuyen_mon", "tinh", "Sở Xây dựng"),)
"""The city's agency that answers for roads."""

SEN_HONG_OFFICERS = {"ubnd": (QUANG, AN), "mttq": (MAI,)}
"""Who speaks for which agency; all others have one made-up officer each."""

GUESTS = (
    ("higher_deputy", "Đại biểu HĐND thành phố", "Hội đồng nhân dân thành phố Hoa Sen"),
    ("higher_deputy", "Đại biểu HĐND thành phố", "Hội đồng nhân dân thành phố Hoa Sen"),
    ("national_deputy", "Đại biểu Quốc hội", "Đoàn đại biểu Quốc hội thành phố Hoa Sen"),
    ("guest", "Bí thư Chi bộ khu phố 5", "Khu phố 5"),
    ("guest", "Hiệu trưởng", "Trường Tiểu học Sen Hồng"),
)
RULES_OF_PROCEDURE = "01/QC-HĐND"
MERGER_DECISION = "08/NQ-UBTVQH"
APPOINTING = "03/NQ-HĐND"
