module a.zhixing/locale

go 1.26
