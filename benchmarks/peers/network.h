// A perceptron with softmax-cross-entropy: its shape, its memory, and what of a training step is no matrix product.
// Weights are [inputs][units], examples are rows.
#pragma once
#include "bench.h"

enum { MAX_LAYERS = 3 };
typedef enum { PREDICT, SGD, MOMENTUM, ADAM } rule;
typedef struct { rule rule; int batch, layers, width[MAX_LAYERS + 1]; } shape;

#ifdef DOUBLE
#define EXP exp
#define LOG log
#else
#define EXP expf
#define LOG logf
#endif

static struct {
    shape of;
    int next, steps;
    real *inputs[POOL];
    unsigned char *labels[POOL];
    real *weights[MAX_LAYERS], *bias[MAX_LAYERS];
    real *gradient[MAX_LAYERS];                    // momentum and Adam only
    real *moment[2 * MAX_LAYERS], *second[2 * MAX_LAYERS];  // of weights, then of biases
    real *values[MAX_LAYERS + 1];                  // values[0] is the current batch
    real *adjoints[MAX_LAYERS + 1];
} net;

static void create_network(const void *of)
{
    net.of = *(const shape *)of;
    const int batch = net.of.batch, *width = net.of.width, layers = net.of.layers;
    for (int q = 0; q < POOL; q++) {
        net.inputs[q] = draws((size_t)batch * width[0], 0, 1);
        net.labels[q] = malloc(batch);
        for (int i = 0; i < batch; i++)
            net.labels[q][i] = (unsigned char)(draw() * width[layers]);
    }
    for (int l = 0; l < layers; l++) {
        size_t count = (size_t)width[l] * width[l + 1];
        double limit = sqrt(6.0 / width[l]);
        net.weights[l] = draws(count, -limit, limit);
        net.bias[l] = zeros(width[l + 1]);
        net.gradient[l] = zeros(count);
        net.moment[l] = zeros(count);
        net.second[l] = zeros(count);
        net.moment[MAX_LAYERS + l] = zeros(width[l + 1]);
        net.second[MAX_LAYERS + l] = zeros(width[l + 1]);
        net.values[l + 1] = zeros((size_t)batch * width[l + 1]);
        net.adjoints[l + 1] = zeros((size_t)batch * width[l + 1]);
    }
}

INLINE void relu(int count, real *restrict z)
{
    for (int i = 0; i < count; i++)
        z[i] = z[i] > 0 ? z[i] : 0;
}

// Where a unit is off, nothing comes back.
INLINE void relu_adjoint(int count, const real *restrict h, real *restrict dz)
{
    for (int i = 0; i < count; i++)
        dz[i] = h[i] > 0 ? dz[i] : 0;
}

INLINE void fill_rows(int batch, int units, const real *restrict bias, real *restrict z)
{
    for (int i = 0; i < batch; i++)
        memcpy(z + (size_t)i * units, bias, units * sizeof(real));
}

// z becomes softmax(z), in place.
INLINE void softmax(int classes, real *restrict z)
{
    real max = z[0], sum = 0;
    for (int j = 1; j < classes; j++)
        max = z[j] > max ? z[j] : max;
    for (int j = 0; j < classes; j++) {
        z[j] = EXP(z[j] - max);
        sum += z[j];
    }
    for (int j = 0; j < classes; j++)
        z[j] /= sum;
}

// dz = scale·(softmax(z) − onehot(label)); returns the mean loss.
INLINE double softmax_cross_entropy(
    int batch, int classes, const real *restrict z, const unsigned char *restrict labels, real scale, real *restrict dz)
{
    double loss = 0;
    for (int i = 0; i < batch; i++, z += classes, dz += classes) {
        real max = z[0], sum = 0;
        for (int j = 1; j < classes; j++)
            max = z[j] > max ? z[j] : max;
        for (int j = 0; j < classes; j++) {
            dz[j] = EXP(z[j] - max);
            sum += dz[j];
        }
        loss += LOG(sum) + max - z[labels[i]];
        real factor = scale / sum;
        for (int j = 0; j < classes; j++)
            dz[j] *= factor;
        dz[labels[i]] -= scale;
    }
    return loss / batch;
}

INLINE void add_rows(int batch, int units, const real *restrict dz, real *restrict sum)
{
    for (int i = 0; i < batch; i++)
        for (int j = 0; j < units; j++)
            sum[j] += dz[(size_t)i * units + j];
}
