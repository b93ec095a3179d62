package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"zhixing/app/court"
)

// flagError says in Chinese which option of a command line is wrong, and the
// value it was given.
func flagError(c *cobra.Command, err error) error {
	say := court.Errorf(court.CodeInvalid, "命令行的写法不对。")
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		say = court.Errorf(court.CodeInvalid, "没有选项 -%s。", unknown.GetSpecifiedShortnames())
	case errors.As(err, &unknown):
		say = court.Errorf(court.CodeInvalid, "没有选项 --%s。", unknown.GetSpecifiedName())
	case errors.As(err, &bare):
		say = court.Errorf(court.CodeInvalid, "选项 --%s 后面要写值：%s。", bare.GetFlag().Name, bare.GetFlag().Usage)
	case errors.As(err, &value):
		say = court.Errorf(court.CodeInvalid, "选项 --%s 的值“%s”不对：%s。", value.GetFlag().Name, value.GetValue(), wanted(value.GetFlag()))
	case errors.As(err, &syntax):
		say = court.Errorf(court.CodeInvalid, "“%s”不是选项的写法。", syntax.GetSpecifiedFlag())
	}
	return say.WithHint("用 " + c.CommandPath() + " --help 查看写法。").Because(err)
}

// wanted says what the values of an option look like.
func wanted(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int", "intSlice":
		return "要写整数，如 10"
	case "bool":
		return "这个选项不用写值"
	case "stringToString":
		return "要写成 键=值"
	}
	return f.Usage
}

// optionalDate reads the date of an option, none for an empty text; a refusal
// names the option.
func optionalDate(flag, text string) (court.Date, error) {
	if strings.TrimSpace(text) == "" {
		return court.Date{}, nil
	}
	return dateFlag(flag, text)
}
