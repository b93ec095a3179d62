package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf16"
	"unicode/utf8"

	"zhixing/app/court"
)

// checkFile looks at a file's size and first bytes and refuses everything
// that is not a zip archive, naming what it is instead.
func checkFile(file io.ReaderAt, info fs.FileInfo, name string) error {
	switch {
	case info.IsDir():
		return court.Errorf(court.CodeInvalid, "“%s”是文件夹，不是 Excel 文件。", name).WithHint(pickXLSX)
	case info.Size() == 0:
		return court.Errorf(court.CodeInvalid, "“%s”是空文件。", name).WithHint(pickXLSX)
	case info.Size() > maxFileBytes:
		return tooLarge(name, "文件")
	}
	head := make([]byte, 4096)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return openError(name, err)
	}
	head = head[:n]
	switch kind := fileKind(head); {
	case kind == kindZip:
		return nil
	case kind == kindCompound && isEncrypted(file, head):
		return court.Errorf(court.CodeInvalid, "“%s”设有打开密码，无法读取。", name).
			WithHint("请在 Excel 或 WPS 中用密码打开，取消密码另存后再导入。")
	case kind == kindCompound:
		return notExcel(name, "旧格式的 Excel 文件（.xls）")
	case kind != "":
		return notExcel(name, kind)
	case filepath.Ext(name) == ".xlsx" || filepath.Ext(name) == ".xlsm":
		return damaged(name, errors.New("no zip signature"))
	}
	return notExcel(name, "其他格式的文件")
}

const pickXLSX = "请选择扩展名为 .xlsx 的 Excel 工作簿。"

// Names for what a file is, as the user is told.
const (
	kindZip      = "zip"
	kindCompound = "compound"
	kindHTML     = "网页或 XML 文件"
	kindText     = "文本文件（如 .csv）"
	kindPDF      = "PDF 文件"
	kindPicture  = "图片"
)

func fileKind(head []byte) string {
	for _, magic := range []struct{ bytes, kind string }{
		{"PK\x03\x04", kindZip},
		{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", kindCompound},
		{"%PDF", kindPDF}, {"\x89PNG", kindPicture}, {"\xFF\xD8\xFF", kindPicture}, {"GIF8", kindPicture},
		{"Rar!", "压缩文件"}, {"7z\xBC\xAF", "压缩文件"},
		{"\xFF\xFE", kindText}, {"\xFE\xFF", kindText}, // UTF-16
		{"\x09\x08\x10\x00", "旧格式的 Excel 文件（.xls）"}, {"\x09\x04\x06\x00", "旧格式的 Excel 文件（.xls）"}, {"\x09\x00\x04\x00", "旧格式的 Excel 文件（.xls）"},
	} {
		if bytes.HasPrefix(head, []byte(magic.bytes)) {
			return magic.kind
		}
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF")))
	switch {
	case bytes.HasPrefix(text, []byte("<")):
		return kindHTML
	case looksLikeText(head):
		return kindText
	}
	return ""
}

// looksLikeText accepts UTF-8 and GBK text: no control characters but white
// space, and mostly printable.
func looksLikeText(head []byte) bool {
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return utf8.Valid(head) || bytes.ContainsAny(head, ",\t;\n")
}

// isEncrypted looks for the stream EncryptedPackage in the directory of a
// compound file ([MS-CFB] 2.2: sector size at offset 30, first directory
// sector at 48); an encrypted .xlsx is wrapped in one ([MS-OFFCRYPTO] 2.3).
func isEncrypted(file io.ReaderAt, head []byte) bool {
	if len(head) < 512 {
		return false
	}
	shift := binary.LittleEndian.Uint16(head[30:])
	if shift != 9 && shift != 12 {
		return false
	}
	sector := int64(binary.LittleEndian.Uint32(head[48:]))
	directory := make([]byte, 1<<shift)
	n, _ := file.ReadAt(directory, (sector+1)<<shift)
	var name []byte
	for _, u := range utf16.Encode([]rune("Encrypt")) { // EncryptionInfo, EncryptedPackage
		name = binary.LittleEndian.AppendUint16(name, u)
	}
	return bytes.Contains(directory[:n], name)
}

func openError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return court.Errorf(court.CodeNotFound, "找不到文件“%s”。", name).
			WithHint("请检查文件是否已移走或改名。").Because(err)
	case errors.Is(err, fs.ErrPermission) || isSharingViolation(err):
		return court.Errorf(court.CodeLocked, "文件“%s”打不开：没有读取权限，或正被其他程序占用。", name).
			WithHint("请在 Excel 或 WPS 中关闭该文件后重试。").Because(err)
	case errors.Is(err, os.ErrInvalid):
		return court.Errorf(court.CodeInvalid, "文件名“%s”不正确。", name).Because(err)
	}
	return court.Errorf(court.CodeUnexpected, "读取文件“%s”时出错。", name).
		WithHint("请把文件复制到本机硬盘后重试。").Because(err)
}

func damaged(name string, err error) error {
	return court.Errorf(court.CodeDamaged, "“%s”已损坏，无法完整读取，没有导入任何内容。", name).
		WithHint("请在 Excel 或 WPS 中打开并另存为 .xlsx 后重试；打不开时请向提供人重新索取。").Because(err)
}

func tooLarge(name, what string) error {
	return court.Errorf(court.CodeInvalid, "“%s”太大（%s超过上限），没有读取。", name, what).
		WithHint("台账文件一般只有几兆。请删去图片、空白行列后另存，或按年度拆成几个文件。")
}

func notExcel(name, kind string) error {
	return court.Errorf(court.CodeInvalid, "“%s”不是 .xlsx 工作簿，而是%s。", name, kind).
		WithHint("请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再导入。")
}
