package law

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"zhixing/app/court"
)

// Citation is what a paper of a certain date cites for one purpose: one or
// more provisions, laws before judicial interpretations.
type Citation struct {
	ID         string
	About      string // what it is cited for: 执行通知
	Provisions []Provision
}

// Provision is one or more articles of one law in the version of the date.
type Provision struct {
	Law      string   // full name without its outer brackets
	Articles []string // 第二百四十条, 第一百一十一条第一款第（六）项
	From, To court.Date
	Mark     string // how sure the number is: L, F, M-高, M-中, M-低
}

// Text writes the citation as a paper does, each law named once:
// 《中华人民共和国民事诉讼法》第二百四十条、第二百五十三条.
func (c Citation) Text() string {
	var b strings.Builder
	for i, p := range c.Provisions {
		if i > 0 {
			b.WriteString("、")
		}
		if i == 0 || c.Provisions[i-1].Law != p.Law {
			b.WriteString("《" + p.Law + "》")
		}
		b.WriteString(strings.Join(p.Articles, "、"))
	}
	return b.String()
}

type lawVersion struct {
	span
	Name string `toml:"name"`
	Mark string `toml:"mark"`
}

type article struct {
	ID      string   `toml:"id"`
	Law     string   `toml:"law"`
	About   string   `toml:"about"`
	Numbers []string `toml:"numbers"`
}

type articleGroup struct {
	ID    string   `toml:"id"`
	About string   `toml:"about"`
	Of    []string `toml:"of"`
}

type articleFile struct {
	Law []struct {
		ID      string       `toml:"id"`
		Version []lawVersion `toml:"version"`
	} `toml:"law"`
	Article []article      `toml:"article"`
	Group   []articleGroup `toml:"group"`
}

type articleBook struct {
	versions map[string][]lawVersion
	articles map[string]article
	groups   map[string]articleGroup
}

var articles = lazy("articles.toml", newArticleBook)

func newArticleBook(f articleFile) (articleBook, error) {
	book := articleBook{versions: map[string][]lawVersion{}}
	for _, l := range f.Law {
		book.versions[l.ID] = l.Version
	}
	var err error
	if book.articles, err = index(f.Article, func(a article) string { return a.ID }); err != nil {
		return book, err
	}
	if book.groups, err = index(f.Group, func(g articleGroup) string { return g.ID }); err != nil {
		return book, err
	}
	for _, a := range f.Article {
		if n := len(book.versions[a.Law]); n == 0 || n != len(a.Numbers) {
			return book, fmt.Errorf("article %s: law %q has %d versions, %d numbers given", a.ID, a.Law, n, len(a.Numbers))
		}
		for _, spec := range a.Numbers {
			if _, err := articleNames(spec); err != nil {
				return book, fmt.Errorf("article %s: %w", a.ID, err)
			}
		}
	}
	for _, g := range f.Group {
		if _, single := book.articles[g.ID]; single {
			return book, fmt.Errorf("group %s is also an article", g.ID)
		}
		for _, id := range g.Of {
			if _, ok := book.articles[id]; !ok {
				return book, fmt.Errorf("group %s: no article %q", g.ID, id)
			}
		}
	}
	return book, nil
}

// Cite gives what a paper dated on cites under id (assets/law/articles.toml).
// An unknown id, or a date on which one of its laws had no such article, is
// CodeNotFound.
func Cite(id string, on court.Date) (Citation, error) {
	book := articles()
	g, isGroup := book.groups[id]
	if !isGroup {
		g = articleGroup{ID: id, About: book.articles[id].About, Of: []string{id}}
	}
	c := Citation{ID: id, About: g.About}
	for _, one := range g.Of {
		p, err := book.provision(one, on)
		if err != nil {
			return Citation{}, err
		}
		c.Provisions = append(c.Provisions, p)
	}
	return c, nil
}

func (book articleBook) provision(id string, on court.Date) (Provision, error) {
	a, ok := book.articles[id]
	if !ok {
		return Provision{}, court.Errorf(court.CodeNotFound, "没有登记名为“%s”的法律依据。", id).
			WithHint("请系统管理员检查文书样式中引用的依据名称。")
	}
	for i, v := range book.versions[a.Law] {
		if !v.holds(on) || a.Numbers[i] == "" {
			continue
		}
		names, err := articleNames(a.Numbers[i])
		if err != nil {
			return Provision{}, err
		}
		return Provision{Law: v.Name, Articles: names, From: v.From.Date, To: v.To.Date, Mark: v.Mark}, nil
	}
	name := book.versions[a.Law][0].Name
	return Provision{}, court.Errorf(court.CodeNotFound, "《%s》关于“%s”的条文在“%s”没有有效版本。", name, a.About, on.Text()).
		WithHint("请核对文书日期；该日期确实无误的，请手工填写法律依据。")
}

// Articles gives every provision in force on the day with what it is cited for,
// in the order of its id.
func Articles(on court.Date) []Citation {
	book := articles()
	var out []Citation
	for _, id := range slices.Sorted(maps.Keys(book.articles)) {
		if c, err := Cite(id, on); err == nil {
			out = append(out, c)
		}
	}
	return out
}

// CiteText gives the citation as text for a paper dated on:
// 《中华人民共和国民事诉讼法》第二百四十条. Errors as for Cite.
func CiteText(id string, on court.Date) (string, error) {
	c, err := Cite(id, on)
	if err != nil {
		return "", err
	}
	return c.Text(), nil
}

// CiteTexts gives several citations as one text, each law named once. Errors as
// for Cite.
func CiteTexts(on court.Date, ids ...string) (string, error) {
	var all Citation
	for _, id := range ids {
		c, err := Cite(id, on)
		if err != nil {
			return "", err
		}
		all.Provisions = append(all.Provisions, c.Provisions...)
	}
	return all.Text(), nil
}

// articleNames writes a list like 1,3 or 111.1.6 (article.paragraph.item, an
// empty paragraph left out) in Chinese. An empty spec names none.
func articleNames(spec string) ([]string, error) {
	if spec == "" {
		return nil, nil
	}
	var names []string
	for _, one := range strings.Split(spec, ",") {
		parts := strings.Split(one, ".")
		forms := []string{"第%s条", "第%s款", "第（%s）项"}
		if len(parts) > len(forms) || parts[0] == "" {
			return nil, fmt.Errorf("article number %q", spec)
		}
		name := ""
		for i, p := range parts {
			if p == "" {
				continue
			}
			n, err := strconv.Atoi(p)
			if err != nil || n <= 0 || n > 9999 {
				return nil, fmt.Errorf("article number %q", spec)
			}
			name += fmt.Sprintf(forms[i], court.ChineseNumber(n))
		}
		names = append(names, name)
	}
	return names, nil
}
