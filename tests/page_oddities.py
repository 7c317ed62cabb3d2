"""What does not belong in a template or a style sheet. Two blanks, or a line end, part one from the next."""

import re


def several(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s{2,}", text.strip()))


FILLED_IN = (
    *several(
        r"""
        x  plan  plan.x  plan.days[9]  plan['x']  part  self  self.body()  loop.index  _  super()  caller()
        varargs  1 // 0  9 ** 9 ** 9  'x' * 9999  'x' ~ 1  1 + 'x'  [1][5]  {}.x  none  none.x  ''|date
        'x'|clock  -1|minutes  'x'|number  1e309|number  0|date  'x'|folio  1|markdown  ('> ' * 900)|markdown
        plan|inline  '</style>'|css  'x'|paper  'x'|x  plan is x  x(1)  plan.days()  cycler()  lipsum(99999)
        dict(1)  range(10 ** 9)|list  range(9, 9, 0)  range(9 ** 30)|length  'x'|center(10 ** 8)  joiner(1)()
        '%s'|format  '{0.x}'.format(1)  '{:>9999999}'.format(1)  _('%(x)s')  _('%d', 'x')
        ngettext('a', 'b', 'x')  '\ud800'  '\0'  '\x01'  [1, 'x']|sort  1|sum  [1]|batch(0)|list
        [1]|slice(0)|list  1|round('x')  plan|tojson  {'a b': 1}|xmlattr  namespace(1)  'x'|int(base=99)
        plan|pprint  plan|attr('x')  '<p>'|safe  pictures.x  until(1)  until('a', 'b')  day_name(-1)  tint.x
        words  page.x()  x if  1 +  '  a b  1.0e400  0x  1_0_
        """
    ),
    *("", "(" * 300 + "1" + ")" * 300, "-" * 300 + "1", "1" + " + 1" * 3_000, "not " * 300 + "x"),
    *("[" * 90 + "]" * 90, "9" * 5_000),
)
"""What a template may be asked to show."""
LOOPS = several(
    r"""
    for a in range(99999)  endfor  if x  else  elif  endif  block body  block x  endblock
    extends 'base.html'  extends 'agenda.html'  extends 'x.html'  extends none  extends '../x'
    include 'base.html'  include 'agenda.html'  include 'x'  include 'css/base.css'  include ''
    include 'shipped/base.html'  import 'macros.html' as x  from 'macros.html' import x  x
    from 'agenda.html' import x  macro x()  macro x(x, x)  endmacro  call x()  call cues([])  endcall
    filter upper  filter x  endfilter  set x = 1  set plan = 1  set x  endset  set part.x = 1  set loop = 1
    with x = 1  endwith  trans  trans x = 1  pluralize  endtrans  raw  endraw  autoescape false
    endautoescape  do x  break  debug  for  for a, b in plan.days  for a in 1  for a in plan.days recursive
    block scoped  block body required  include '\ud800'  include '\udcff'  include '\0'
    """
)
"""What stands between {% and %}."""
WHOLE = (
    *several(
        """
        {% macro x() %}{{ x() }}{% endmacro %}{{ x() }}
        {% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}
        {% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}
        {% for a in range(99999) %}<p>x</p>{% endfor %}
        {% set n = namespace(s='x' * 999) %}{% for a in range(40) %}{% set n.s = n.s ~ n.s %}{% endfor %}
        {{ self.body() }}  {% block a %}{{ self.a() }}{% endblock %}  {{  }}  {%  %}  {#  #}  {%-  -%}
        {{{{  {% raw %}  {##}  {{ x }  { {
        """
    ),
    *("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, "{% if 1 %}" * 150 + "{% endif %}" * 150),
)
"""Whole stretches of a template."""
ELEMENTS = several(
    """
    <h1>  </h1>  <h2>x</h2>  <h6>x</h6>  <p>  </p>  <div>  </div>  </div></div>  <table>  </table>  <tr>
    <td>  <td colspan=9999>  <td rowspan=9999>x  <td colspan=-1>  <td colspan=x>  <th rowspan=2>x
    <caption>x</caption>  <colgroup span=9999>  <col span=9999999>  <thead>  <tfoot>
    <tr><td><table><tr><td>  <ol start=99999999999999999999><li>x  <ol start=-5><li>x  <li value=x>x
    <ol type=I reversed><li>x  <ul><ul><ul>  <a href='#x'>x</a>  <a href='#agenda'><b>x</b></a>  <a>
    <a href=''>x</a>  <a href='://['>x</a>  <a href='http://[x'>x</a>  <a name=x id=x>x</a>  <a href='x'>
    <p id=agenda>x  <p id=''>x  <img>  <img src=''>  <img src=x alt=x>  <img src='data:,x' alt=x>
    <img src='practicepack:content/pictures/x.svg' alt=x>  <img src='data:image/svg+xml,<svg/>'>  <br>
    <svg></svg>  <svg><path d='M0 0 L'/></svg>  <svg width=0 height=0 viewBox='0 0 0 0'/>  <svg>  </svg>
    <svg width=9 height=9><g transform='x('/><text>x</text></svg>  <svg width=1e9 height=1e9/>  <math>
    <svg viewBox='0 0 9 9'><use href='#x'/><rect width=nan height=-1 /></svg>  <style>  </style>  <script>
    <style>@page { size: 0 }</style>  <style>* { display: none }</style>
    <style>p { float: footnote }</style>  <link rel=stylesheet href=x>  <link rel=attachment href=x>
    <base href='x:'>  <meta charset=utf-16>  <title>x</title>  <title></title>  <meta name=author content=x>
    <meta name=dcterms.created content=x>  <html lang=''>  <html lang='x y'>  <body>  </body>  </html>
    <head>  <frameset>  <template>  <input>  <input type=checkbox value=x>  <select><option>x  <textarea>x
    <button>x  <form>  <input type=radio name=x>  <fieldset><legend>x  <details><summary>x  <iframe src=x>
    <object data=x>  <embed src=x>  <video src=x>  <canvas>  <hr>  <pre>  <plaintext>  <noscript>  <q><q><q>
    <bdo dir=rtl>x  <bdi>  <p dir=x lang=x-y-z>x  <ruby>x<rt>y  <b><i><b>  <a><b></a></b>  <!--  -->
    <![CDATA[  <!doctype x>  <?x?>  <  >  &  &#0;  &#xd800;  &#99999999;  &x;  <p  <p x="y
    """
)
"""Elements, and halves of them."""
ATTRIBUTES = several(
    """
    style='position: running(x)'  style='display: grid'  style='display: flex'  style='columns: 3'
    style='float: left; width: 200%'  style='position: fixed'  style='break-before: page'  hidden
    style='position: absolute; bottom: 0'  style='height: 9999cm'  style='font-size: 0'  style='x'
    style='display: table-cell'  style='display: inline-block'  style='transform: rotate(5deg)'  data-fits=x
    class=x  id=x  align=x width=x height=-5 bgcolor=x  href=x  lang=ar dir=rtl
    """
)
"""What stands in an element."""
DECLARED = several(
    """
    0  -1  1  auto  none  inherit  initial  unset  revert  x  1e9mm  -1e9mm  1e309px  0mm  100%  -100%  1e9%
    9999  calc(1px / 0)  calc(1px  calc(9e99px * 9e99)  var(--x)  var(--wide)  var(--paper)  attr(x)
    attr(x px, 1px)  env(x)  url(x)  url()  url('data:,x')  url(practicepack:content/pictures/x.svg)
    url(#x)  linear-gradient(red)  linear-gradient(x, y)  linear-gradient(0deg, red 0%, blue 0%)
    radial-gradient(0px, red, blue)  counter(x)  counter(page, x)  repeating-linear-gradient(red 0, blue 0)
    counters(x, '')  counter(pages, upper-roman)  'x'  ''  target-counter(attr(href), page)
    target-text('#x')  target-counter('#agenda', page)  string(x)  element(x)  content()  leader('')
    leader(dotted)  running(x)  open-quote  symbols('x')  red  #x  #7a1f3d  rgb(300, -1, x)
    hsl(1e9, 0%, 0%)  color-mix(in srgb, red, blue)  transparent  currentColor  block  inline  inline-block
    flex  inline-flex  grid  inline-grid  table  table-cell  table-row  table-caption  table-column
    list-item  contents  run-in  flow-root  absolute  fixed  relative  left  right  footnote  page  both
    avoid  always  recto  column  repeat(9999, 1fr)  repeat(auto-fill, 0)  repeat(0, 1fr)  span 9999  1 / -9
    0fr  minmax(0, auto)  minmax(1e9px, 0)  [a] 1fr [a]  'a b' 'a b'  'a b' 'b'  a  row dense  wrap
    wrap-reverse  1 1 0  9e9 9e9 1e9px  scale(0)  rotate(1e9deg)  matrix(0,0,0,0,0,0)  skew(90deg)
    translate(1e9px)  collapse  hidden  pre  nowrap  break-all  justify  start  center  rtl  1px solid
    1e9px solid red  thin double x  dashed 0  1e9px dotted red  Pack  x, y  Pack, serif  100 1e9pt Pack
    'kern' 9  small-caps  bold  950  1 1  a 99999999999  a -1 b x  A4  0 0  1mm 1e9mm  a5 landscape  1px 1px
    landscape  crop cross  1e9  3 1e9px  9999 0  0.5  multiply  ellipsis  clip  2  cover  0 0 / 0 0  round
    space  border-box  isolate  balance  all
    """
)
"""What stands behind the colon of a rule."""
PROPERTIES = several(
    """
    display  position  float  clear  width  height  min-width  max-height  margin  padding  border
    border-collapse  border-spacing  border-radius  border-image  outline  background  font  font-size
    font-family  line-height  letter-spacing  word-spacing  text-indent  tab-size  text-align
    text-align-last  text-overflow  vertical-align  white-space  hyphens  direction  columns  column-span
    column-fill  column-gap  break-before  break-inside  break-after  page  orphans  widows
    box-decoration-break  flex  flex-flow  flex-basis  order  align-items  grid  grid-template-columns
    grid-template-areas  grid-area  grid-auto-flow  gap  object-fit  content  quotes  counter-reset
    counter-increment  counter-set  string-set  list-style  bookmark-level  bookmark-label  footnote-display
    footnote-policy  transform  transform-origin  opacity  mix-blend-mode  overflow  visibility  z-index
    top  bottom  size  marks  bleed  box-sizing  image-resolution  image-rendering  continue  max-lines
    block-ellipsis  lang  anchor  link  color  --x  --wide  all  appearance  overflow-wrap  word-break
    margin-break
    """
)
"""What stands before it."""
RULES = several(
    """
    * { %s }  html { %s }  body { %s }  p { %s }  h1 { %s }  table { %s }  tr { %s }  td { %s }
    li::marker { %s }  p::before { content: 'x'; %s }  h1::after { content: 'x'; %s }  div { %s }
    p::first-letter { %s }  p::first-line { %s }  section { %s }  svg, img { %s }  span, b, a { %s }
    @page { %s }  @page :first { %s }  @page :blank { %s }  @page :nth(2n + 1) { %s }  @page x { %s }
    @page { @bottom-center { content: 'x'; %s } }  @page { @top-left-corner { content: 'x'; %s } }
    @page { @footnote { %s } }  ::footnote-call { %s }  @media print { p { %s } }  p { p & { %s } }
    @supports (x: y) { p { %s } }  @layer x { p { %s } }  @font-face { font-family: x; src: %s }  a:is(%s)
    @counter-style x { system: %s; symbols: 'x' }  @counter-style x { system: extends x; %s }  @x { %s }
    @import '%s';  @namespace %s;  @charset '%s';  td:nth-child(%s)  :not(%s) { color: red }  %s
    p:has(p:has(p)) { %s }  p { --x: var(--y); --y: var(--x); width: var(--x); %s }  p { {{{{ %s  } } %s
    """
)
"""Rules around a declaration."""
