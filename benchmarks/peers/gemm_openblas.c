#include "products.h"
#include <cblas.h>

#ifdef DOUBLE
#define GEMM cblas_dgemm
#define GEMV cblas_dgemv
#else
#define GEMM cblas_sgemm
#define GEMV cblas_sgemv
#endif

#define SHARES_PRODUCTS

const char peer[] = "OpenBLAS";

const char *library_version(void)
{
    static char text[160];
    char release[64];
    // openblas_get_config: "OpenBLAS 0.3.21 NO_LAPACKE …".
    if (sscanf(openblas_get_config(), "OpenBLAS %63s", release) != 1)
        strcpy(release, "of unknown version");
    snprintf(text, sizeof text, "%s, kernels for %s", release, openblas_get_corename());
    return text;
}

void prepare_products(void)
{
}

void add_forward(int layer, const real *x, const real *w, real *z)
{
    const int m = net.of.batch, k = net.of.width[layer], n = net.of.width[layer + 1];
    if (m == 1)
        GEMV(CblasRowMajor, CblasTrans, k, n, 1, w, n, x, 1, 1, z, 1);
    else
        GEMM(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, x, k, w, n, 1, z, n);
}

void backward(int layer, const real *dz, const real *w, real *dx)
{
    const int m = net.of.batch, n = net.of.width[layer], k = net.of.width[layer + 1];
    GEMM(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, dz, k, w, k, 0, dx, n);
}

void weight_gradient(int layer, const real *x, const real *dz, int keep, real *dw)
{
    const int m = net.of.width[layer], n = net.of.width[layer + 1], k = net.of.batch;
    GEMM(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, x, m, dz, n, keep, dw, n);
}
