// oneDNN's own entry for matrix products; it has none for one row, nor for doubles.
#include "products.h"
#include <dnnl.h>

#define SHARES_PRODUCTS

const char peer[] = "oneDNN";

const char *library_version(void)
{
    static char text[64];
    const dnnl_version_t *version = dnnl_version();
    snprintf(text, sizeof text, "%d.%d.%d", version->major, version->minor, version->patch);
    return text;
}

void prepare_products(void)
{
}

void add_forward(int layer, const real *x, const real *w, real *z)
{
    const int m = net.of.batch, k = net.of.width[layer], n = net.of.width[layer + 1];
    dnnl_sgemm('N', 'N', m, n, k, 1, x, k, w, n, 1, z, n);
}

void backward(int layer, const real *dz, const real *w, real *dx)
{
    const int m = net.of.batch, n = net.of.width[layer], k = net.of.width[layer + 1];
    dnnl_sgemm('N', 'T', m, n, k, 1, dz, k, w, k, 0, dx, n);
}

void weight_gradient(int layer, const real *x, const real *dz, int keep, real *dw)
{
    const int m = net.of.width[layer], n = net.of.width[layer + 1], k = net.of.batch;
    dnnl_sgemm('T', 'N', m, n, k, 1, x, m, dz, n, (float)keep, dw, n);
}
