package paper

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"zhixing/app/court"
)

var (
	update = flag.Bool("update", false, "write golden files")
	keep   = flag.String("keep", "", "folder that printed papers are kept in")
)

type m = map[string]any

func newPress(t testing.TB) *Press {
	t.Helper()
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func person(name, sex string, birth court.Date, id string) m {
	return m{
		"name": name, "role": "", "kind": "自然人", "sex": sex, "birth": birth, "nation": "汉族", "id": id, "id_masked": id[:6] + "********" + id[14:],
		"address": "溪山县青石镇柳湾村三组十二号", "phone": "13800000000", "employer": "", "legal_rep": "", "legal_rep_title": "",
		"agent": "", "agent_phone": "", "marks": "", "bank": "溪山县农村商业银行", "account": "6200000000000000001",
	}
}

func company(name, rep string) m {
	return m{
		"name": name, "role": "", "kind": "法人", "sex": "", "birth": court.Date{}, "nation": "", "id": "91411599MA00000017", "id_masked": "91411599******0017",
		"address": "溪山县滨河大道88号", "phone": "0376-0000000", "employer": "", "legal_rep": rep, "legal_rep_title": "执行董事",
		"agent": "", "agent_phone": "", "marks": "", "bank": "", "account": "",
	}
}

// sample is a rich case: several parties, a name beyond the Basic Multilingual
// Plane, money, nodes, everything that forms ask for.
func sample() Data {
	applicant := person("张铉", "男", court.D(1979, 3, 2), "411599197903020011")
	debtor := person("李𬭎", "男", court.D(1980, 11, 12), "411599198011120013")
	firm := company("溪山县宏达建筑工程有限公司", "赵㛃")
	receipt := m{
		"number": "收2018-0031", "date": court.D(2018, 7, 3), "payer": "溪山县宏达建筑工程有限公司", "way": "转账", "ref": "20180703000012345",
		"amount": court.Money(30000000), "note": "首笔工程款", "by": "郑玉梅", "reversed": false, "reverses": false, "reason": "",
	}
	payment := m{
		"number": "发2018-0017", "date": court.Date{}, "payee": "张铉", "payee_role": "申请执行人", "bank": "溪山县农村商业银行营业部", "account": "6200000000000000001",
		"amount": court.Money(28573480), "total": court.Money(30000000), "deductions": []m{{"name": "申请执行费", "amount": court.Money(1426520)}},
		"note": "首笔到位款", "state": "待审批", "requester": "沈国栋", "requested": court.D(2018, 7, 5), "approver": "", "approved": court.Date{},
		"decision": "", "paid_by": "", "ref": "", "reversed": court.Date{}, "reason": "", "receipt_refs": "收2018-0031",
	}
	return Data{
		"terms_differ": false,
		"inquiry": m{"number": "查2018-0012", "unit": "溪山县不动产登记中心", "contact": "查询科 穆登记 0376-0000003", "names": "李𬭎（411599198011120013）\n溪山县宏达建筑工程有限公司（91411599MA00000017）",
			"scope": "不动产、土地使用权", "sent": court.D(2018, 7, 2), "due": court.D(2018, 7, 12)},
		"clue": m{"giver": "张铉", "received": court.D(2018, 7, 2), "debtor": "李𬭎", "content": "豫S31007小型轿车停放在柳林乡停车场", "checked": court.D(2018, 7, 5), "result": "属实",
			"finding": "经现场查看，车辆停放在该处。"},
		"listing": m{
			"ground": "", "facts": "", "years": "", "until": court.Date{}, "decided": court.Date{}, "begun": court.Date{}, "persons": "", "paper": "", "end": "", "way": "", "end_on": court.Date{},
			"paid": "部分履行（已履行300000元）", "limited": "",
		},
		"court": m{
			"name": "溪山县人民法院", "province_name": "溪山县人民法院", "code": "豫1599", "address": "溪山县法院路1号", "phone": "0376-0000001", "postcode": "465000",
			"account": m{"bank": "溪山县农村信用合作联社营业部", "name": "溪山县人民法院", "number": "6229159900000186"},
		},
		"case": m{
			"number": "（2018）豫1599执186号", "fund_code": court.FundCode(186), "kind": "执", "kind_name": "首次执行", "cause": "建设工程施工合同纠纷", "filed": court.D(2018, 6, 8),
			"basis":      m{"name": "民事判决书", "number": "（2017）豫1599民初1024号", "organ": "溪山县人民法院", "effective": court.D(2018, 1, 20)},
			"claim_text": "支付工程款1186520.33元", "principal": court.Money(118652033), "interest_text": "自2017年3月1日起按年利率6%计算至付清之日", "acts_text": "",
			"fee": court.Money(1426520), "fee_formula": "1186520.33×1%+2400", "realised": court.Money(30000000), "owed": court.Money(88652033),
			"stage": "财产查控", "group": "执行实施组", "officer": "沈国栋", "officer_phone": "0376-0000002", "clerk": "周玥",
			"tags": "涉民生", "limit": court.D(2018, 12, 8), "closed": court.Date{}, "closing": "", "status": "在办",
		},
		"applicants": []m{applicant}, "debtors": []m{debtor, firm}, "thirds": []m{},
		"applicant_names": "张铉", "debtor_names": "李𬭎、溪山县宏达建筑工程有限公司", "recipient": debtor,
		"nodes": sampleNodes(), "receipts": []m{receipt, {
			"number": "收2018-0032", "date": court.D(2018, 8, 6), "payer": "网络扣划", "way": "扣划", "ref": "KH0000000099", "amount": court.Money(123456),
			"note": "", "by": "郑玉梅", "reversed": false, "reverses": false, "reason": "",
		}},
		"payments": []m{payment}, "receipt": receipt, "payment": payment, "balance": court.Money(123456),
		"handover": m{
			"from": "综合组", "to": "执行实施组", "from_stage": "执行准备", "to_stage": "财产查控", "from_officer": "周玥", "to_officer": "沈国栋",
			"at": court.D(2018, 6, 12), "note": "被执行人李𬭎电话能接通，自称在外地务工。", "sent_by": "周玥", "received": court.Date{}, "received_by": "",
			"materials": []m{
				{"name": "申请执行书", "copies": 1, "pages": 2, "note": ""}, {"name": "民事判决书及生效证明", "copies": 1, "pages": 9, "note": "复印件"},
				{"name": "执行通知书及送达回证", "copies": 2, "pages": 6, "note": ""}, {"name": "报告财产令及送达回证", "copies": 2, "pages": 8, "note": ""},
				{"name": "申请执行人财产线索表", "copies": 1, "pages": 1, "note": "车辆一辆"},
			},
		},
		"checklist": sampleChecklist(),
		"review": m{
			"reviewer": "何敏", "date": court.D(2018, 11, 2), "verdict": "退补", "submitted": court.D(2018, 10, 30), "submitted_by": "沈国栋",
			"remedied": []m{{"item": "线索核查", "finding": "没有核查情况的记录。", "fix": "补记录。", "remedy": "已补核查记录，见卷宗第31页。"}},
			"findings": []m{{"item": "传统调查", "finding": "住所地走访笔录无见证人签名。", "fix": "五日内重新走访并补签。"}, {"item": "终本约谈", "finding": "约谈笔录缺第二页。", "fix": "补正。"}},
			"note":     "补正后再行提交。",
		},
		"summons": m{}, "interview": m{"qa": []m{}}, "service": m{"papers": []m{}, "recipient": "", "address": ""},
		"panel": []string{"孙启明", "沈国栋", "吴岚"},
		"property_summary": []m{
			{"name": "豫S00000小型轿车", "detail": "登记查封，未实际扣押", "state": "查封"},
			{"name": "溪山县滨河大道88号办公楼", "detail": "两次流拍，申请人不接受抵债", "state": "查封"},
		},
		"inquiries": []m{
			{"date": court.D(2018, 6, 15), "system": "（首次）启动网络查控", "result": "银行存款312.50元，已冻结"},
			{"date": court.D(2018, 10, 20), "system": "终本前网络查控", "result": "未发现新的可供执行财产"},
		},
		"papers": []m{
			{"name": "执行通知书", "number": "（2018）豫1599执186号", "date": court.D(2018, 6, 9), "copies": 1, "for": "李𬭎"},
			{"name": "报告财产令", "number": "（2018）豫1599执186号", "date": court.D(2018, 6, 9), "copies": 1, "for": "李𬭎"},
			{"name": "限制消费令", "number": "（2018）豫1599执186号", "date": court.D(2018, 7, 2), "copies": 1, "for": "李𬭎"},
		},
		"warning": m{
			"to": "沈国栋", "level": "组长", "demand": "请在三日内核查线索并登记结果；不能完成的，书面说明原因。", "reply_by": court.D(2018, 6, 25),
			"text": "一、线索核查，应于2018年6月19日完成，已超期3天。\n二、纳入失信名单，应于2018年7月10日完成，剩余18天。",
		},
		"applicant_names_masked": "张某", "debtor_names_masked": "李某、溪山县宏达建筑工程有限公司",
		"steps": []m{
			{"date": court.D(2018, 6, 9), "name": "发出执行通知书"}, {"date": court.D(2018, 6, 15), "name": "首次网络查控"}, {"date": court.D(2018, 7, 2), "name": "限制消费令"},
		},
		"progress": m{
			"text": "2018年6月9日，发出执行通知书。\n2018年6月15日，首次网络查控。\n2018年7月2日，限制消费令。", "channel": "本院网站",
			"next": "本院将依法继续采取执行措施，有重要进展及时告知。",
		},
		"term": m{"explanation": "立案2018-06-08起6个月，扣除评估31日（2018-07-01至2018-07-31），届满日为2019-01-08。"},
		"extension": m{
			"months": "3", "reason": "被执行人名下房产正在司法拍卖，第二次拍卖公告期未满，预计届满前不能变价完毕。", "asked": court.D(2018, 12, 3),
			"asked_by": "沈国栋", "until": court.D(2019, 4, 8), "decision": "同意延长三个月。", "decided": court.D(2018, 12, 5),
		},
		"report": m{
			"reason": "被执行人李𬭎下落不明，唯一可供执行的办公楼两次流拍，申请执行人不接受以物抵债。",
			"next":   "一、商请当地公安机关协助查找被执行人。\n二、对办公楼启动变卖程序。", "expected": court.D(2019, 3, 31), "ruling": court.D(2018, 12, 3), "entered": court.D(2018, 12, 6),
		},
		"resume": m{
			"from_number": "（2017）豫1599执921号", "from_closed": court.D(2017, 12, 20), "ground": "终结本次执行程序后发现财产",
			"reason": "2018年6月1日，申请执行人张铉提供被执行人在溪山县农村商业银行新开立账户的线索，经本院核查属实。",
		},
		"paper": m{"date": court.D(2018, 6, 9), "number": "（2018）豫1599执186号", "maker": "沈国栋", "printed_at": "2018-06-09 10:20"},
	}
}

func sampleNodes() []m {
	node := func(column, name string, planned, actual court.Date, state, result string) m {
		return m{"code": "", "column": column, "name": name, "planned": planned, "actual": actual, "owner": "沈国栋", "result": result,
			"evidence": "", "state": state, "waived_reason": "", "basis": ""}
	}
	d := court.D
	none := court.Date{}
	return []m{
		node("财产查控", "发出执行通知书", d(2018, 6, 11), d(2018, 6, 9), "完成", "已邮寄送达"),
		node("财产查控", "（首次）启动网络查控", d(2018, 6, 18), d(2018, 6, 15), "完成", "存款312.50元"),
		node("财产查控", "完成传统查控", d(2018, 7, 8), d(2018, 7, 20), "完成", "走访村委会"),
		node("财产查控", "线索核查", d(2018, 6, 19), none, "超期", ""),
		node("强制措施适用", "限制消费令", d(2018, 7, 1), d(2018, 7, 2), "完成", "院长签发"),
		node("强制措施适用", "纳入失信名单", d(2018, 7, 10), none, "临近", ""),
		node("财产变现", "启动评估", d(2018, 8, 1), none, "未到", ""),
		node("财产变现", "启动拍卖程序", d(2018, 9, 1), none, "未到", ""),
		node("拒执打击", "拒执线索审查", none, none, "免办", ""),
		node("终本", "组织终本材料", d(2018, 9, 8), none, "未到", ""),
		node("终本", "终本约谈", d(2018, 10, 8), none, "未到", ""),
		node("终本", "送评查最迟日", d(2018, 11, 8), none, "未到", ""),
	}
}

func sampleChecklist() []m {
	return []m{
		{"no": 1, "item": "已发出执行通知书、报告财产令", "basis": "法〔2016〕373号第一条第（一）项", "ok": true, "later": false, "evidence": "执行通知书（2018-06-09）；报告财产令（2018-06-09）", "missing": ""},
		{"no": 2, "item": "已发限制消费令，并将符合条件的被执行人纳入失信名单", "basis": "法〔2016〕373号第一条第（二）项", "ok": true, "later": false, "evidence": "限制消费令（2018-07-02）", "missing": ""},
		{"no": 3, "item": "已穷尽财产调查，未发现可供执行的财产或发现的财产不能处置", "basis": "法〔2016〕373号第一条第（三）项", "ok": false, "later": false, "evidence": "", "missing": "缺少住所地走访笔录"},
		{"no": 4, "item": "自立案之日起已超过三个月", "basis": "法〔2016〕373号第一条第（四）项", "ok": true, "later": false, "evidence": "立案日2018-06-08", "missing": ""},
		{"no": 5, "item": "下落不明的已依法查找，妨害执行的已依法处理", "basis": "法〔2016〕373号第一条第（五）项", "ok": false, "later": false, "evidence": "", "missing": "缺少查找下落的记录"},
	}
}

// keepPDF writes a printed paper to the folder of -keep, to be looked at.
func keepPDF(t testing.TB, name string, pdf []byte) {
	t.Helper()
	if *keep == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*keep, name+".pdf"), pdf, 0o644); err != nil {
		t.Fatal(err)
	}
}

// sampleFor is the sample with the recipient that the form is made for, and
// with what testdata/fill has a person type into its fields.
func sampleFor(t testing.TB, f Form) Data {
	t.Helper()
	d := sample()
	if f.Per == PerApplicant {
		d["recipient"] = d["applicants"].([]m)[0]
		d = with(d, []string{"recipient", "role"}, "申请执行人")
	}
	if f.Per == PerDebtor || f.Per == PerParty {
		d = with(d, []string{"recipient", "role"}, "被执行人")
	}
	text, err := os.ReadFile(filepath.Join("testdata", "fill", f.Code+".txt"))
	if errors.Is(err, fs.ErrNotExist) {
		return d
	}
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok {
			continue
		}
		if !slices.ContainsFunc(f.Inputs, func(in Input) bool { return in.Key == key }) {
			t.Fatalf("%s has no field %s", f.Code, key)
		}
		d = with(d, strings.Split(key, "."), strings.ReplaceAll(value, `\n`, "\n"))
	}
	return d
}

// folder is a folder of files for New.
type folder map[string]string

func (f folder) fs() fs.FS {
	out := fstest.MapFS{}
	for name, text := range f {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}
