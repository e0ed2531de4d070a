// Models too small for matrix products, in plain loops of literal sizes.
#pragma once
#include "network.h"

// Logistic regression: weights, targets of 0 or 1, and L2·‖w‖²/2 in the cost.
static struct {
    int next;
    real *inputs[POOL], *targets[POOL], *weights, bias;
} logistic;

static void start_logistic(const void *of)
{
    const shape *s = of;
    for (int q = 0; q < POOL; q++) {
        logistic.inputs[q] = draws((size_t)s->batch * s->width[0], 0, 1);
        logistic.targets[q] = zeros(s->batch);
        for (int i = 0; i < s->batch; i++)
            logistic.targets[q][i] = draw() < 0.5;
    }
    logistic.weights = draws(s->width[0], -0.1, 0.1);
}

INLINE double logistic_step(int batch, int inputs, real l2)
{
    const real *restrict x = logistic.inputs[logistic.next], *restrict t = logistic.targets[logistic.next];
    real *restrict w = logistic.weights;
    real dz[batch] ALIGNED, loss = 0, bias = 0, squares = 0;
    for (int i = 0; i < batch; i++) {
        real z = logistic.bias;
        for (int k = 0; k < inputs; k++)
            z += x[i * inputs + k] * w[k];
        dz[i] = z;
    }
    for (int i = 0; i < batch; i++) {
        real z = dz[i], e = EXP(-(z < 0 ? -z : z));
        loss += (z > 0 ? z : 0) - z * t[i] + LOG(1 + e);
    }
    for (int i = 0; i < batch; i++) {
        dz[i] = (real)(-RATE / batch) * (1 / (1 + EXP(-dz[i])) - t[i]);
        bias += dz[i];
    }
    if (l2 != 0)
        for (int k = 0; k < inputs; k++) {
            squares += w[k] * w[k];
            w[k] *= 1 - (real)RATE * l2;
        }
    for (int i = 0; i < batch; i++)
        for (int k = 0; k < inputs; k++)
            w[k] += dz[i] * x[i * inputs + k];
    logistic.bias += bias;
    logistic.next = (logistic.next + 1) % POOL;
    return loss / batch + l2 / 2 * squares;
}

static double logistic_30(void) { return logistic_step(64, 30, (real)1e-3); }
static double logistic_1000(void) { return logistic_step(64, 1000, 0); }
static double logistic_1000_b1(void) { return logistic_step(1, 1000, 0); }

// 2-8(tanh)-1 with squared error, four examples.
static struct {
    int next;
    real inputs[POOL][4][2], targets[POOL][4];
    real w1[2][8] ALIGNED, b1[8] ALIGNED, w2[8] ALIGNED, b2;
} small;

static void start_small(const void *of)
{
    (void)of;
    for (int q = 0; q < POOL; q++)
        for (int i = 0; i < 4; i++) {
            small.inputs[q][i][0] = (real)draw();
            small.inputs[q][i][1] = (real)draw();
            small.targets[q][i] = (real)draw();
        }
    for (int j = 0; j < 8; j++) {
        small.w1[0][j] = (real)(2 * draw() - 1);
        small.w1[1][j] = (real)(2 * draw() - 1);
        small.w2[j] = (real)(2 * draw() - 1);
    }
}

static double small_step(void)
{
    enum { BATCH = 4, UNITS = 8 };
    real (*restrict x)[2] = small.inputs[small.next], *restrict t = small.targets[small.next];
    real h[BATCH][UNITS] ALIGNED, dh[BATCH][UNITS] ALIGNED, dz[BATCH], cost = 0;
    for (int i = 0; i < BATCH; i++)
        for (int j = 0; j < UNITS; j++)
            h[i][j] = small.b1[j] + x[i][0] * small.w1[0][j] + x[i][1] * small.w1[1][j];
    real *flat = &h[0][0];
    for (int i = 0; i < BATCH * UNITS; i++)
        flat[i] = tanhf(flat[i]);
    for (int i = 0; i < BATCH; i++) {
        real z = small.b2;
        for (int j = 0; j < UNITS; j++)
            z += h[i][j] * small.w2[j];
        cost += (z - t[i]) * (z - t[i]);
        dz[i] = (real)(-RATE / BATCH) * (z - t[i]);
    }
    for (int i = 0; i < BATCH; i++)
        for (int j = 0; j < UNITS; j++)
            dh[i][j] = dz[i] * small.w2[j] * (1 - h[i][j] * h[i][j]);
    for (int i = 0; i < BATCH; i++)
        for (int j = 0; j < UNITS; j++) {
            small.w2[j] += dz[i] * h[i][j];
            small.b1[j] += dh[i][j];
            small.w1[0][j] += x[i][0] * dh[i][j];
            small.w1[1][j] += x[i][1] * dh[i][j];
        }
    small.b2 += dz[0] + dz[1] + dz[2] + dz[3];
    small.next = (small.next + 1) % POOL;
    return cost / (2 * BATCH);
}
