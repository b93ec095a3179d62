package data

import (
	"database/sql"
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"zhixing/app/court"
)

// SQLite's primary result codes that users must hear about.
const (
	cantOpen     = sqlite3.SQLITE_CANTOPEN
	readOnlyFile = sqlite3.SQLITE_READONLY
	corrupt      = sqlite3.SQLITE_CORRUPT
	notADatabase = sqlite3.SQLITE_NOTADB
)

// windowsDiskFull is ERROR_DISK_FULL; Go maps only Unix's ENOSPC.
const windowsDiskFull = syscall.Errno(112)

// explain gives an error of the database or the file system its user's face.
// Errors that have one, and those nobody can act on, stay as they are.
func explain(err error) error {
	var have *court.Error
	if err == nil || errors.As(err, &have) {
		return err
	}
	if e := explainSQLite(err); e != nil {
		return e.Because(err)
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, windowsDiskFull):
		return diskFull().Because(err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return notWritable().Because(err)
	}
	return err
}

func explainSQLite(err error) *court.Error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	if e.Code() == sqlite3.SQLITE_CONSTRAINT_TRIGGER {
		return court.Errorf(court.CodeRefused, "已登记的内容不能改动或删除。").WithHint("有误的款项请冲正，有误的文书请作废。")
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return court.Errorf(court.CodeLocked, "数据正被另一个程序占用，本次操作没有保存。").
			WithHint("请稍后再试；如仍不行，请关闭打开该数据的其他程序。")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return notWritable()
	case sqlite3.SQLITE_FULL:
		return diskFull()
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return damaged()
	case sqlite3.SQLITE_CANTOPEN:
		return court.Errorf(court.CodeReadOnly, "数据文件打不开。").
			WithHint("请检查文件夹是否存在、是否有读写权限，或以只读方式打开。")
	case sqlite3.SQLITE_IOERR:
		return court.Errorf(court.CodeDamaged, "读写数据文件时磁盘出错，本次操作没有保存。").
			WithHint("请检查磁盘；移动硬盘或网络盘请重新连接后再试。")
	}
	return nil
}

func diskFull() *court.Error {
	return court.Errorf(court.CodeDiskFull, "磁盘空间不足，本次操作没有保存，已保存的数据不受影响。").
		WithHint("请清理磁盘后再试。")
}

func notWritable() *court.Error {
	return court.Errorf(court.CodeReadOnly, "数据文件或文件夹不可写，本次操作没有保存。").
		WithHint("请检查文件夹的写入权限，或以只读方式打开。")
}

func damaged() *court.Error {
	return court.Errorf(court.CodeDamaged, "数据文件已损坏，或者不是本程序的数据。").
		WithHint("请不要再写入，先复制整个文件夹，再用最近的备份恢复。")
}

// hasCode tells whether err is SQLite's and has one of the primary codes.
func hasCode(err error, codes ...int) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if e.Code()&0xff == c {
			return true
		}
	}
	return false
}

// duplicate tells whether err says that a unique value exists already.
func duplicate(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) &&
		(e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// notFound turns "no rows" into CodeNotFound that names what was sought.
func notFound(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return court.Errorf(court.CodeNotFound, "没有找到%s。", what).WithHint("它可能已被更改，请刷新后再试。").Because(err)
	}
	return err
}

// changedOne turns an update that met no row into CodeNotFound.
func changedOne(res sql.Result, err error, what string) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = notFound(sql.ErrNoRows, what)
	}
	return err
}
