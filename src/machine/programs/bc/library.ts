/** The mathematical functions of `bc -l`: series, with more digits than are asked for. */
export const mathLibrary = `
define e(x) { auto a, d, v, f, i, m, n, s, z
  s = scale
  if (x < 0) { m = 1; x = -x }
  z = s + 6 + .44 * x
  scale = scale(x) + 1
  n = 0
  while (x > 1) { n += 1; x /= 2; scale += 1 }
  scale = z
  v = 1 + x; a = x; d = 1
  for (i = 2; 1; i++) {
    a *= x; d *= i; f = a / d
    if (f == 0) { while (n--) v *= v; scale = s; if (m) return (1 / v); return (v / 1) }
    v += f
  }
}
define l(x) { auto f, i, n, s, v, m, z
  if (x <= 0) { scale += 0; return ((1 - 10 ^ scale) / 1) }
  s = scale
  scale = s + 6
  f = 2
  while (x >= 2) { f *= 2; x = sqrt(x) }
  while (x <= .5) { f *= 2; x = sqrt(x) }
  n = (x - 1) / (x + 1); v = n; m = n * n
  for (i = 3; 1; i += 2) {
    n *= m; z = n / i
    if (z == 0) { v = f * v; scale = s; return (v / 1) }
    v += z
  }
}
define s(x) { auto f, i, m, n, s, v, z
  s = scale
  scale = s * 1.1 + 3
  v = a(1)
  if (x < 0) { m = 1; x = -x }
  scale = 0
  n = (x / v + 2) / 4
  x = x - 4 * n * v
  if (n % 2) x = -x
  scale = s + 4
  v = x; f = x; z = -x * x
  for (i = 3; 1; i += 2) {
    f *= z / (i * (i - 1))
    if (f == 0) { scale = s; if (m) return (-v / 1); return (v / 1) }
    v += f
  }
}
define c(x) { auto v, s
  s = scale
  scale = scale * 1.2 + 1
  v = s(x + a(1) * 2)
  scale = s
  return (v / 1)
}
define a(x) { auto f, i, m, n, s, v, z, u
  m = 1
  if (x < 0) { m = -1; x = -x }
  s = scale
  scale = s + 6
  f = 0
  while (x > .2) { f += 1; x = x / (1 + sqrt(1 + x * x)) }
  u = 2 ^ f
  v = x; n = x; z = -x * x
  for (i = 3; 1; i += 2) {
    n *= z; f = n / i
    if (f == 0) { v = v * u * m; scale = s; return (v / 1) }
    v += f
  }
}
define j(n, x) { auto a, d, f, i, m, s, v, z
  z = scale
  scale = 0
  n = n / 1
  if (n < 0) { n = -n; if (n % 2 == 1) m = 1 }
  scale = z * 1.5 + 5
  a = 1
  for (i = 2; i <= n; i++) a *= i
  a = x ^ n / 2 ^ n / a
  s = -x * x / 4
  v = 1; f = 1
  for (i = 1; 1; i++) {
    f = f * s / i / (n + i)
    if (f == 0) { scale = z; if (m) return (-a * v / 1); return (a * v / 1) }
    v += f
  }
}
`
