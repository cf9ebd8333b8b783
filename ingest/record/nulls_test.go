package record
import ("testing";"math/rand";"os";"github.com/goccy/go-yaml/parser";"github.com/goccy/go-yaml/ast";"github.com/goccy/go-yaml/token")
type vis struct{n int; maxf int}
func (v *vis) Visit(n ast.Node) ast.Visitor { if n==nil {return nil}; if t:=n.GetToken(); n.Type()==ast.NullType && t!=nil && t.Type==token.ImplicitNullType {v.n++}; 
 if m,ok:=n.(*ast.MappingNode);ok && !m.IsFlowStyle { v.maxf=max(v.maxf,len(m.Values)) }; return v }
func TestNulls(t *testing.T){
 rng:=rand.New(rand.NewSource(7))
 sound,_:=os.ReadFile("testdata/sound.yaml")
 words:=[]string{"a","b: ","- ","\n","\n  ","\n    ","{","}","[","]",", ","a: ","-\n","# c\n","'q'","\"d\": ","1","null","|\n",":","x:\n","...\n","? "}
 okn,tot:=0,0
 for i:=0;i<800000;i++{
  var b []byte
  if i%4==0 { o:=rng.Intn(len(sound)-200); b=append(b,sound[o:o+100]...); for k:=0;k<4;k++{ p:=rng.Intn(len(b)); b=append(b[:p:p],append([]byte(words[rng.Intn(len(words))]),b[p:]...)...)}
  } else { for k:=rng.Intn(14)+1;k>0;k--{ b=append(b,words[rng.Intn(len(words))]...)} }
  func(){ defer func(){ if p:=recover();p!=nil{ t.Logf("panic %q %v",b,p)}}()
  toks:=tokenize(string(b))
  g:=&guard{tokens:toks}
  bad:=refusedTokens(toks)
  if bad!=nil {return}
  maxf:=0
  for i,tk:=range toks { if tk.Type==token.CommentType {continue}; if g.step(i,tk)!=nil {return}; for _,bl:=range g.blocks{maxf=max(maxf,bl.fields)} }
  f,err:=parser.Parse(toks,0,parser.AllowDuplicateMapKey())
  if err!=nil {return}
  v:=&vis{}
  for _,d:=range f.Docs{ if d.Body!=nil {ast.Walk(v,d.Body)}}
  okn++; tot+=v.n
  if v.n>g.empty+1 || v.maxf>maxf && v.maxf>1 { t.Errorf("%q: %d nulls, counted %d; fields %d counted %d",b,v.n,g.empty,v.maxf,maxf)}
  }()
 }
 t.Log(okn,tot)
}
