// Plain C with literal sizes, vectorised by gcc -O3 -ffast-math: what simple specialisation reaches without a library.
#include "plain_layers.h"
#ifndef DOUBLE
#include "plain_small.h"
#endif

STEP_2(mlp_784_128_10, 64, 784, 128, 10)
#ifndef DOUBLE
STEP_1(softmax_784_10, 64, 784, 10)
STEP_3(mlp_784_512_512_10, 128, 784, 512, 512, 10)
STEP_3(mlp_784_512_512_10_b256, 256, 784, 512, 512, 10)
STEP_2(mlp_784_128_10_b256, 256, 784, 128, 10)
STEP_2(mlp_17_33_5, 7, 17, 33, 5)
STEP_2(mlp_100_50_3, 33, 100, 50, 3)
STEP_3(mlp_64_64_64_64, 256, 64, 64, 64, 64)

static double predict_784_128_10(void)
{
    plain_hidden(0, 1, 784, 128);
    plain_forward(1, 128, 10, net.values[1], net.weights[1], net.bias[1], net.values[2]);
    softmax(10, net.values[2]);
    plain_next_batch();
    return net.values[2][0];
}
#endif

static const workload workloads[] = {
#ifdef DOUBLE
    { "mlp-784-128-10-double/sgd-step/b64", start_plain, mlp_784_128_10, &(shape){ SGD, 64, 2, { 784, 128, 10 } } },
#else
    { "mlp-784-128-10/predict/b1", start_plain, predict_784_128_10, &(shape){ PREDICT, 1, 2, { 784, 128, 10 } } },
    { "mlp-784-128-10/sgd-step/b64", start_plain, mlp_784_128_10, &(shape){ SGD, 64, 2, { 784, 128, 10 } } },
    { "softmax-784-10/sgd-step/b64", start_plain, softmax_784_10, &(shape){ SGD, 64, 1, { 784, 10 } } },
    { "logistic-30/sgd-step/b64", start_logistic, logistic_30, &(shape){ SGD, 64, 1, { 30, 1 } } },
    { "logistic-1000/sgd-step/b64", start_logistic, logistic_1000, &(shape){ SGD, 64, 1, { 1000, 1 } } },
    { "logistic-1000/sgd-step/b1", start_logistic, logistic_1000_b1, &(shape){ SGD, 1, 1, { 1000, 1 } } },
    { "mlp-2-8-1/sgd-step/b4", start_small, small_step, 0 },
    { "mlp-784-512-512-10/sgd-step/b128", start_plain, mlp_784_512_512_10, &(shape){ SGD, 128, 3, { 784, 512, 512, 10 } } },
    { "mlp-17-33-5/sgd-step/b7", start_plain, mlp_17_33_5, &(shape){ SGD, 7, 2, { 17, 33, 5 } } },
    { "mlp-100-50-3/sgd-step/b33", start_plain, mlp_100_50_3, &(shape){ SGD, 33, 2, { 100, 50, 3 } } },
    { "mlp-64-64-64-64/sgd-step/b256", start_plain, mlp_64_64_64_64, &(shape){ SGD, 256, 3, { 64, 64, 64, 64 } } },
    { "mlp-784-512-512-10/sgd-step/b256", start_plain, mlp_784_512_512_10_b256, &(shape){ SGD, 256, 3, { 784, 512, 512, 10 } } },
    { "mlp-784-128-10/sgd-step/b256", start_plain, mlp_784_128_10_b256, &(shape){ SGD, 256, 2, { 784, 128, 10 } } },
#endif
};

int main(int count, char **arguments)
{
    return answer(count, arguments, "plain C", "gcc " __VERSION__, workloads, LENGTH(workloads));
}
