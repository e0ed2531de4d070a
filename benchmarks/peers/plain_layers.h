// The layers of a perceptron as plain loops. Each call has literal sizes and is inlined, so gcc sees every trip count. Layers
// of fewer units than a register has lanes keep their weights [units][inputs]: their loops run over the inputs.
#pragma once
#include "network.h"

#define NARROW(units) ((units) < 16)

INLINE void plain_forward(
    int batch, int inputs, int units, const real *restrict x, const real *restrict w, const real *restrict b, real *restrict z)
{
    for (int i = 0; i < batch; i++, x += inputs, z += units) {
        if (NARROW(units)) {
            for (int j = 0; j < units; j++) {
                real sum = b[j];
                for (int k = 0; k < inputs; k++)
                    sum += x[k] * w[j * inputs + k];
                z[j] = sum;
            }
        } else {
            real row[units] ALIGNED;
            memcpy(row, b, sizeof row);
            for (int k = 0; k < inputs; k++)
                for (int j = 0; j < units; j++)
                    row[j] += x[k] * w[k * units + j];
            memcpy(z, row, sizeof row);
        }
    }
}

INLINE void plain_backward(int batch, int inputs, int units, const real *restrict dz, const real *restrict w, real *restrict dx)
{
    for (int i = 0; i < batch; i++, dz += units, dx += inputs)
        for (int k = 0; k < inputs; k++) {
            real sum = 0;
            for (int j = 0; j < units; j++)
                sum += dz[j] * w[NARROW(units) ? j * inputs + k : k * units + j];
            dx[k] = sum;
        }
}

// The adjoints carry −rate / batch, so the gradient is added as it is.
INLINE void plain_update(
    int batch, int inputs, int units, const real *restrict x, const real *restrict dz, real *restrict w, real *restrict b)
{
    add_rows(batch, units, dz, b);
    if (NARROW(units)) {
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < units; j++)
                for (int k = 0; k < inputs; k++)
                    w[j * inputs + k] += dz[i * units + j] * x[i * inputs + k];
    } else {
        for (int k = 0; k < inputs; k++) {
            real row[units] ALIGNED;
            memcpy(row, w + k * units, sizeof row);
            for (int i = 0; i < batch; i++)
                for (int j = 0; j < units; j++)
                    row[j] += x[i * inputs + k] * dz[i * units + j];
            memcpy(w + k * units, row, sizeof row);
        }
    }
}

INLINE void plain_hidden(int l, int batch, int inputs, int units)
{
    plain_forward(batch, inputs, units, net.values[l], net.weights[l], net.bias[l], net.values[l + 1]);
    relu(batch * units, net.values[l + 1]);
}

// A layer that has another one below it.
INLINE void plain_back(int l, int batch, int inputs, int units)
{
    plain_backward(batch, inputs, units, net.adjoints[l + 1], net.weights[l], net.adjoints[l]);
    relu_adjoint(batch * inputs, net.values[l], net.adjoints[l]);
    plain_update(batch, inputs, units, net.values[l], net.adjoints[l + 1], net.weights[l], net.bias[l]);
}

INLINE void plain_first(int batch, int inputs, int units)
{
    plain_update(batch, inputs, units, net.values[0], net.adjoints[1], net.weights[0], net.bias[0]);
}

// The last layer forward, and the loss.
INLINE double plain_loss(int l, int batch, int inputs, int units)
{
    plain_forward(batch, inputs, units, net.values[l], net.weights[l], net.bias[l], net.values[l + 1]);
    return softmax_cross_entropy(
        batch, units, net.values[l + 1], net.labels[net.next], (real)(-RATE / batch), net.adjoints[l + 1]);
}

INLINE void plain_next_batch(void)
{
    net.next = (net.next + 1) % POOL;
    net.values[0] = net.inputs[net.next];
}

// The network's memory, narrow layers turned round.
static void start_plain(const void *of)
{
    create_network(of);
    net.values[0] = net.inputs[0];
    for (int l = 0; l < net.of.layers; l++) {
        const int inputs = net.of.width[l], units = net.of.width[l + 1];
        real *turned = zeros((size_t)inputs * units);
        for (int k = 0; k < inputs; k++)
            for (int j = 0; j < units; j++)
                turned[NARROW(units) ? j * inputs + k : k * units + j] = net.weights[l][k * units + j];
        net.weights[l] = turned;
    }
}

// A step of one layer, of two and of three, of literal sizes.
#define STEP_1(name, batch, a, b)                 \
    static double name(void)                      \
    {                                             \
        double cost = plain_loss(0, batch, a, b); \
        plain_first(batch, a, b);                 \
        plain_next_batch();                       \
        return cost;                              \
    }

#define STEP_2(name, batch, a, b, c)              \
    static double name(void)                      \
    {                                             \
        plain_hidden(0, batch, a, b);             \
        double cost = plain_loss(1, batch, b, c); \
        plain_back(1, batch, b, c);               \
        plain_first(batch, a, b);                 \
        plain_next_batch();                       \
        return cost;                              \
    }

#define STEP_3(name, batch, a, b, c, d)           \
    static double name(void)                      \
    {                                             \
        plain_hidden(0, batch, a, b);             \
        plain_hidden(1, batch, b, c);             \
        double cost = plain_loss(2, batch, c, d); \
        plain_back(2, batch, c, d);               \
        plain_back(1, batch, b, c);               \
        plain_first(batch, a, b);                 \
        plain_next_batch();                       \
        return cost;                              \
    }
