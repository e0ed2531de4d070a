// libxsmm compiles a kernel for each size when it starts. Its matrices are column-major: row-major Z = X·W is Z' = W'·X', and
// dW = X'·dZ is dW' = dZ'·X. It does not block for caches, so the best of a few blocks is found by trial.
#include "products.h"
#include <libxsmm.h>

const char peer[] = "libxsmm";

typedef struct { libxsmm_smmfunction call; int block; } blocked;
static blocked forward_kernels[MAX_LAYERS], gradient_kernels[MAX_LAYERS][2];
static libxsmm_smmfunction backward_kernels[MAX_LAYERS];
static real *transposed[MAX_LAYERS];

const char *library_version(void)
{
    static char text[96];
    snprintf(text, sizeof text, "%d.%d.%d, kernels for %s", LIBXSMM_VERSION_MAJOR, LIBXSMM_VERSION_MINOR, LIBXSMM_VERSION_UPDATE,
        libxsmm_get_target_arch());
    return text;
}

static libxsmm_smmfunction kernel(int m, int n, int k, int lda, int ldb, int ldc, float beta, int flags)
{
    float alpha = 1;
    int prefetch = LIBXSMM_GEMM_PREFETCH_NONE;
    libxsmm_smmfunction made = libxsmm_smmdispatch(m, n, k, &lda, &ldb, &ldc, &alpha, &beta, &flags, &prefetch);
    if (!made) {
        fprintf(stderr, "libxsmm makes no kernel of %d x %d x %d\n", m, n, k);
        exit(1);
    }
    return made;
}

void add_forward(int layer, const real *x, const real *w, real *z)
{
    const int inputs = net.of.width[layer], units = net.of.width[layer + 1];
    const blocked f = forward_kernels[layer];
    for (int k = 0; k < inputs; k += f.block)
        f.call(w + (size_t)k * units, x + k, z);
}

void backward(int layer, const real *dz, const real *w, real *dx)
{
    const int inputs = net.of.width[layer], units = net.of.width[layer + 1];
    libxsmm_otrans(transposed[layer], w, sizeof(real), units, inputs, units, inputs);
    backward_kernels[layer](transposed[layer], dz, dx);
}

void weight_gradient(int layer, const real *x, const real *dz, int keep, real *dw)
{
    const int inputs = net.of.width[layer], units = net.of.width[layer + 1];
    const blocked g = gradient_kernels[layer][keep];
    for (int n = 0; n < inputs; n += g.block)
        g.call(dz, x + n, dw + (size_t)n * units);
}

// Few enough calls that the start stays short, enough that the first one, on cold memory, does not decide.
static double trial(int layer, int gradient, real *scratch)
{
    double best = HUGE_VAL;
    for (int i = 0; i < 20; i++) {
        const real *x = layer ? net.values[layer] : net.inputs[i % POOL];
        double start = nanoseconds();
        if (gradient)
            weight_gradient(layer, x, net.adjoints[layer + 1], 1, scratch);
        else
            add_forward(layer, x, net.weights[layer], scratch);
        double time = nanoseconds() - start;
        best = time < best ? time : best;
    }
    return best;
}

static void choose(int layer, int gradient)
{
    static const int parts[] = { 1, 2, 4, 7, 8, 14, 16 };
    const int batch = net.of.batch, inputs = net.of.width[layer], units = net.of.width[layer + 1];
    real *scratch = zeros((size_t)(gradient ? inputs : batch) * units);
    blocked best = { 0 };
    double shortest = HUGE_VAL;
    for (int i = 0; i < LENGTH(parts); i++) {
        const int block = inputs / parts[i];
        if (inputs % parts[i] || (i && block < 16))
            continue;
        blocked *chosen = gradient ? &gradient_kernels[layer][1] : &forward_kernels[layer];
        chosen->block = block;
        chosen->call = gradient
            ? kernel(units, block, batch, units, inputs, units, 1, LIBXSMM_GEMM_FLAG_TRANS_B)
            : kernel(units, batch, block, units, inputs, units, 1, LIBXSMM_GEMM_FLAG_NONE);
        double time = trial(layer, gradient, scratch);
        if (time < shortest) {
            shortest = time;
            best = *chosen;
        }
    }
    free(scratch);
    if (!gradient) {
        forward_kernels[layer] = best;
        return;
    }
    gradient_kernels[layer][1] = best;
    gradient_kernels[layer][0] = best;
    gradient_kernels[layer][0].call = kernel(units, best.block, batch, units, inputs, units, 0, LIBXSMM_GEMM_FLAG_TRANS_B);
}

void prepare_products(void)
{
    libxsmm_init();
    for (int l = 0; l < net.of.layers; l++) {
        const int inputs = net.of.width[l], units = net.of.width[l + 1];
        transposed[l] = zeros((size_t)inputs * units);
        backward_kernels[l] = kernel(inputs, net.of.batch, units, inputs, units, inputs, 0, LIBXSMM_GEMM_FLAG_NONE);
        choose(l, 0);
        choose(l, 1);
    }
}
