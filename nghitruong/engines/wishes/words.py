"""The words by which voters, clerks and officials are told apart, and a demand from a thanks."""

from typing import Final

from nghitruong.engines.wishes.phrases import Phrases

DEMAND: Final = Phrases(
    "cần|đề nghị|kiến nghị|đề xuất|yêu cầu|mong|mong muốn|mong mỏi|mong chờ|xin|đề đạt|nguyện vọng|cần có|cần được",
    "cần phải|cần xem|cần đầu tư|cần hướng dẫn|cần định hướng|cần giải pháp",
    "cần sửa|cần làm|cần xử lý|cần tăng|cần sớm|phải có|nên có|nên xem|đừng|hãy|kêu gọi|đòi|thắc mắc|đn|kn",
    "xem lại|làm rõ|giải thích rõ|cho biết|trả lời cho|phản ánh|khiếu nại|cho hỏi|có chính sách gì",
)
"""A wish for something to be done, or a question that waits for an answer."""

QUESTION: Final = Phrases(
    "bao giờ|khi nào|tại sao|vì sao|sao lại|lý do gì|ai chịu trách nhiệm|ai giải quyết|ở đâu|thế nào|như thế nào",
    "đến bao giờ|hay chưa|chưa vậy",
)

COMPLAINT: Final = Phrases(
    "hỏng|hư|hư hỏng|xuống cấp|ngập|ngập úng|ngập nước|ô nhiễm|hôi|hôi thối|mùi hôi|bụi|ồn|tiếng ồn|tắc|bồi lấp",
    "sạt lở|sụt lún|sụt|lún",
    "không … được|không biết|rè|thả rông|bẩn|bung|lấn|mất ngủ|kẹt xe|hết hạn|cướp giật|rất sợ|tối om|hẹp|cắt nước",
    "nợ|trốn|cho rằng|không niêm yết|không công khai|quan ngại|quá|nứt|gãy|vỡ|đổ|rò rỉ|thiếu|không có|không được",
    "không đủ",
    "chưa có|chưa được|chưa|chậm|chậm trễ|kéo dài|dở dang",
    "bỏ dở|bỏ hoang|bỏ không",
    "lấn chiếm|chiếm|trái phép|không phép|nguy hiểm|mất an toàn|mất trật tự|mất trộm|trộm cắp|tai nạn|ùn tắc",
    "quá thấp|quá cao|quá tải|quá to",
    "bức xúc|băn khoăn|lo ngại|lo lắng|rất lo|khó khăn|thiệt hại|chịu thiệt|bất cập|bất hợp lý|không công bằng|sai",
    "không đúng|không rõ|không ai",
    "xả thải|xả|đổ trộm|đổ bừa|bốc mùi|ruồi|yếu|mất nước|cúp điện|mất điện|hết thuốc|lãng phí|rườm rà|tràn lan",
    "gian lận|ép giá|thất thoát",
    "cắt của|thu tiền … lần|vi phạm|chui|lầy lội|trơn|trơn trượt|không ra|thất lạc|lấn ra|mục|vỡ|dột|cũ nát|tụ tập",
    "đua xe|cho vay nặng lãi|ma túy|cờ bạc",
    "karaoke|trùm mền|treo|thòng|sà xuống",
    "ổ gà|sạt|dịch bệnh|dịch tả|cuốn trôi|mất trắng|bỏ cọc|cơi nới|phá|chặt trộm|chặt phá|cản|chắn|thấp quá|cao quá",
    "phát sớm|tăng từ|ảnh hưởng",
)

PRAISE: Final = Phrases(
    "cảm ơn|cám ơn|hoan nghênh|biểu dương|khen|khen ngợi|phấn khởi|vui mừng|đánh giá cao|đồng tình|nhất trí",
    "thống nhất|tin tưởng|ủng hộ|tán thành",
    "ghi nhận|biết ơn|tự hào|chúc mừng|hài lòng|ưng cái bụng|đồng thuận|vui vì|mừng vì|ca ngợi|trân trọng|tốt hơn",
    "sạch hơn|đẹp hơn",
)

COURTESY: Final = Phrases(
    "cần thiết|cần cù|cần thơ|cán bộ|căn hộ|căn cước|căn nhà|xin nói lời|xin gửi lời|xin cảm ơn|xin cám ơn|xin chúc",
    "xin kính chúc|xin phép",
    "xin hết|xin trân trọng|xin có ý kiến|xin phát biểu",
    "xin ghi nhận|xin hoan nghênh|xin chân thành",
    "tôi xin có|xin bày tỏ|xin biểu dương|không có ý kiến, kiến nghị|không có ý kiến kiến nghị|không có ý kiến nào",
    "không phản ánh|không kiến nghị gì|không có ý kiến gì|không có kiến nghị",
)
"""Polite phrases that look like a demand."""

CONTRAST: Final = Phrases("nhưng|tuy nhiên|song|tuy vậy|thế nhưng")
LEAD_IN: Final = Phrases("báo cáo|dự thảo|chương trình|tờ trình|các ý kiến|ý kiến của")

GREETING: Final = Phrases(
    "xin chào|chào các|kính thưa|thưa các|thưa quý|thưa đồng chí|thưa hội nghị|trước tiên|trước hết|lời đầu tiên",
    "đầu tiên",
    "tôi xin chúc|xin chúc|kính chúc|xin hết|tôi xin hết",
    "tôi xin có|tôi có … ý kiến|tôi có … vấn đề|tôi xin phát biểu|xin cảm ơn|xin trân trọng cảm ơn|tôi xin cảm ơn",
    "tôi xin trân trọng|tôi tên là|tôi là|em là|cháu là",
    "trân trọng cảm ơn|cảm ơn quý vị|hết|hết ý kiến",
)
"""What a sentence begins with that says nothing yet, or no more."""

VOTER: Final = Phrases(
    "cử tri|nhiều cử tri|một số cử tri|đa số cử tri|bà con|bà con nhân dân|nhân dân|người dân|nhiều người dân",
    "nhiều hộ|một số hộ|các hộ dân|tập thể|đồng bào",
    "theo cử tri|về phía cử tri|các cử tri|có cử tri|cũng theo cử tri|ngoài ra cử tri|ngoài ra, cử tri",
)

SPEAKS: Final = Phrases(
    "cho biết|mong muốn|băn khoăn|hỏi lại|phát biểu lại|phát biểu thêm|phát biểu ý kiến|phát biểu|nêu ý kiến|nêu",
    "nói thêm|nói|có ý kiến|ý kiến|hỏi thêm",
    "hỏi|trao đổi thêm|bổ sung|trình bày|phản ánh|kiến nghị|đề nghị|cho rằng|thắc mắc",
)
"""Verbs between a voter's name and the words."""

OFFICE: Final = Phrases(
    "pct|pct ubnd|ct ubnd|lãnh đạo phường|chủ tọa|chủ trì|chủ tịch|phó chủ tịch|quyền chủ tịch|bí thư đảng ủy",
    "bí thư|phó bí thư|trưởng phòng",
    "phó trưởng phòng|giám đốc|phó giám đốc|trưởng công an|trưởng trạm",
    "đại diện|lãnh đạo|thay mặt|đại biểu|các đại biểu|các vị đại biểu|tổ đại biểu|tổ trưởng tổ đại biểu|hiệu trưởng",
    "công chức|cán bộ địa chính|trưởng ban quản lý|ubnd|ủy ban nhân dân",
    "thường trực hđnd|thường trực|ban thường trực|hội nghị|đoàn đại biểu|chánh văn phòng|phó chánh văn phòng",
    "văn phòng|công an phường|công an xã|phòng kinh tế|ban quản lý",
)

REPLIES: Final = Phrases(
    "sẽ|trả lời|giải trình|tiếp thu|giải đáp|làm rõ|cho biết|kết luận|ghi nhận|thông tin|thông tin thêm|trao đổi",
    "cảm ơn|bế mạc|báo cáo|thông báo|khẳng định|hứa|phát biểu tiếp thu",
    "nhấn mạnh|trân trọng cảm ơn|giới thiệu|khai mạc|tuyên bố|phát biểu kết luận|đã giao|đã chỉ đạo|sẽ chỉ đạo",
    "tổng hợp",
)

OPENING: Final = Phrases(
    "mc:|ý kiến cử tri|hôm nay|vào hồi|thời gian|địa điểm|thành phần|thành phần tham dự|chủ trì|chủ tọa|thư ký",
    "tổng số cử tri",
    "số cử tri|sau khi nghe|mở đầu|tại buổi tiếp xúc, các đại biểu",
    "hội nghị có sự tham dự|tham dự hội nghị|tham dự|kính gửi|căn cứ|thực hiện kế hoạch|thực hiện chương trình",
    "qua tổng hợp|sau phần báo cáo|tại hội nghị, đại biểu|số lượng",
    "hội nghị tiếp xúc|biên bản|báo cáo tổng hợp|tổng hợp ý kiến|tổng hợp kiến nghị|danh sách kiến nghị|ghi nhanh",
    "ghi chép|nội dung kiến nghị của cử tri|tiếp xúc cử tri|txct",
    "biểu tổng hợp|bảng tổng hợp|phiếu tổng hợp|nơi nhận|tổ đại biểu|ủy ban mttq|ngày|sáng ngày|chiều ngày|tối ngày",
)
"""What the head of minutes begins with."""

CLOSING: Final = Phrases(
    "ghi chú|các ý kiến đều mang tính|các ý kiến đều tâm huyết|nhìn chung|tổ đại biểu|hội nghị kết thúc",
    "cuộc họp kết thúc|hội nghị bế mạc",
    "buổi tiếp xúc kết thúc|biên bản được|biên bản này",
    "biên bản kết thúc|trên đây là|trân trọng cảm ơn|trân trọng",
    "cảm ơn bà con đã|cảm ơn cử tri đã|cảm ơn quý vị|cam on ba con|đã hết ý kiến|hết ý kiến|người tổng hợp",
    "người lập|thư ký|chủ trì|chủ tọa|xác nhận|tm\\.|tổng cộng|tổng số|kết luận",
    "phát biểu kết luận|kết thúc|cuối cùng, chủ tọa|các kiến nghị thuộc thẩm quyền",
)
"""What the end of minutes begins with."""

INTRODUCES: Final = Phrases(
    "như sau|sau đây|các nội dung sau|các vấn đề sau|những vấn đề sau|các ý kiến|ý kiến sau|cụ thể như sau|gồm",
    "tập trung vào",
)

IS_ATTENDANCE: Final = Phrases(
    "thành phần|tham dự|đại biểu dự|khách mời|thời gian|địa điểm|chương trình|phần mở đầu|khai mạc"
)
IS_REPLY: Final = Phrases(
    "trả lời|giải trình|tiếp thu|giải đáp|kết quả giải quyết|kết quả trả lời|kết quả xử lý|ý kiến giải trình",
    "ý kiến trả lời",
)
IS_END: Final = Phrases(
    "kiến nghị của tổ đại biểu|đề xuất của tổ đại biểu|kiến nghị, đề xuất của|đánh giá chung|nhận xét chung",
    "phương hướng|kết luận|bế mạc|kết thúc|chữ ký|nơi nhận",
)
IS_VOTERS: Final = Phrases("ý kiến|kiến nghị|phản ánh|đề xuất|nguyện vọng|thảo luận|lĩnh vực")
IS_TOPIC: Final = Phrases("lĩnh vực|về lĩnh vực|về|nhóm|nhóm vấn đề|nội dung về")

NOTHING: Final = Phrases("không có ý kiến, kiến nghị|không có ý kiến|không có kiến nghị|không kiến nghị gì")
"""Says that nobody said anything."""

COUNTED: Final = Phrases(
    "thứ hai|thứ ba|thứ tư|thứ năm|hai là|ba là|bốn là|năm là|vấn đề thứ hai|vấn đề thứ ba|ý thứ hai|ý thứ ba",
    "việc thứ hai|việc thứ ba|chuyện thứ hai|chuyện thứ ba|còn chuyện thứ hai|còn việc thứ hai|còn vấn đề thứ hai",
)
"""Counts the matters, so that another one begins whatever it says."""

NEXT: Final = Phrases(
    "còn chuyện|thêm nữa|thêm vào đó|ngoài ra|bên cạnh đó|cùng với đó|thứ hai là|thứ ba là|thứ tư là|thứ hai|thứ ba",
    "thứ tư",
    "thứ năm|hai là|ba là",
    "bốn là|năm là|vấn đề thứ hai|vấn đề thứ ba|vấn đề khác|mặt khác",
    "tiếp theo|tiếp theo là|ý thứ hai|ý thứ ba|một vấn đề nữa|một việc nữa|còn việc|nhân đây|nhân tiện|tiện đây",
    "cũng xin|ngoài vấn đề trên|cuối cùng là|cuối cùng|việc thứ hai|việc thứ ba|nữa là",
)
"""Begins another matter."""

FIRST: Final = Phrases("thứ nhất là|thứ nhất|một là|vấn đề thứ nhất|ý thứ nhất|việc thứ nhất|trước hết là|đầu tiên là")
TOGETHER: Final = Phrases("đồng thời|song song đó|cùng đó|hơn nữa|cũng kiến nghị|cũng đề nghị")
"""May begin another matter, or say more of the same."""

SAME: Final = Phrases(
    "do đó|vì vậy|vì thế|do vậy|từ đó|qua đó|trong khi|trong khi đó|nhưng|tuy nhiên|song|nay|hiện|hiện nay|đến nay",
    "như thế|như vậy|cụ thể|mỗi lần|mỗi khi|khi|nếu|việc này|tình trạng này|điều này|nhất là|đặc biệt là|đặc biệt",
    "các hộ|ông|bà|tôi đã|chúng tôi|tổ dân phố|đề nghị|kiến nghị|mong|xin|yêu cầu|rất mong|kính mong|tôi đề nghị",
    "tôi kiến nghị|ban quản lý thu",
)
"""Goes on with what was said before."""
