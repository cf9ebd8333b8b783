package record_test
import ("testing";"time";"strings";"runtime";"councilgraph/ingest/record";"councilgraph/graph/schema";"os";"fmt")
func TestSlow(t *testing.T){
 rep:=strings.Repeat
 cases:=map[string]func(n int)string{
 "flowkeys": func(n int)string{return "["+rep("a: ",n)+"]"},
 "flowkeys2": func(n int)string{return "{"+rep("a: ",n)+"}"},
 "block": func(n int)string{return "a: |\n"+rep("  x\n",n)},
 "folded": func(n int)string{return "a: >\n"+rep("  x\n\n",n)},
 "plainml": func(n int)string{return "a: x\n"+rep("  x\n",n)},
 "dq": func(n int)string{return "a: \""+rep("x\n  ",n)+"\""},
 "sq": func(n int)string{return "a: '"+rep("x\n ",n)+"'"},
 "dqesc": func(n int)string{return "a: \""+rep("\\n",n)+"\""},
 "comments": func(n int)string{return rep("# x\n",n)+"a: 1"},
 "keys": func(n int)string{var b strings.Builder; for i:=range n { fmt.Fprintf(&b,"k%d: 1\n",i)}; return b.String()},
 "samekeys": func(n int)string{return rep("k: 1\n",n)},
 "flowmap": func(n int)string{return "{"+rep("k: 1, ",n)+"}"},
 "seq": func(n int)string{return rep("- 1\n",n)},
 "seqmaps": func(n int)string{return rep("- a: 1\n  b: 2\n",n)},
 "blank": func(n int)string{return "a:\n"+rep("\n",n)+"  b"},
 "spaces": func(n int)string{return "a: "+rep(" ",n)+"b"},
 "lines-ind": func(n int)string{return "a:\n"+rep("     \n",n)+"  b: 1"},
 "colons": func(n int)string{return "a: "+rep("b:c ",n)},
 "quest": func(n int)string{return rep("- ? ",n)},
 "quotes": func(n int)string{return "["+rep("'a',",n)+"]"},
 "opens": func(n int)string{return rep("[],",n)},
 "commas": func(n int)string{return "["+rep(",",n)+"]"},
 "docs": func(n int)string{return rep("---\n",n)},
 "quoteopen": func(n int)string{return "a: \""+rep("x ",n)},
 "dashes": func(n int)string{return "a:\n"+rep(" -\n",n)},
 "emptyk": func(n int)string{return rep(": ",n)},
 "invalid": func(n int)string{return rep("@ ",n)},
 "pipe": func(n int)string{return rep("- |\n",n)},
 "nullmaps": func(n int)string{return rep("- a:\n",n)},
 "flownull": func(n int)string{return "{"+rep("a: ,",n)+"}"},
 "flowset": func(n int)string{return "{"+rep("a,",n)+"}"},
 "flownulls": func(n int)string{return "["+rep("{a: },",n)+"]"},
 "nested": func(n int)string{return "x:\n"+rep("  - a:\n      b:\n        c:\n",n/4)},
 "emptyflow": func(n int)string{return rep("- [{}, []]\n",n/3)},
 "json": func(n int)string{return "{\"a\":["+rep("{\"b\":1},",n)+"1]}"},
 }
 only:=os.Getenv("ONLY")
 for name,f:=range cases{ if only!="" && only!=name {continue}
  var prev time.Duration
  for _,n:=range []int{40000,160000}{ s:=f(n); st:=time.Now(); 
   var m0,m1 runtime.MemStats; runtime.ReadMemStats(&m0)
   _,p:=record.Parse("x",[]byte(s),schema.Domain()); d:=time.Since(st); runtime.ReadMemStats(&m1)
   if n==160000 { w:="";if len(p)>0 {w=p[0].Error()}; if len(w)>110{w=w[:110]}; flag:=""; if d>8*prev && d>200*time.Millisecond {flag="SUPERLINEAR"}; fmt.Printf("%-10s %dKB %v %v %dMB %s %s\n",name,len(s)>>10,prev,d,(m1.TotalAlloc-m0.TotalAlloc)>>20,flag,w)}
   prev=d } }
}
