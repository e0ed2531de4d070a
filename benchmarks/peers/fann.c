// FANN knows neither softmax nor rectifiers: its hidden layer of the first workload is piecewise linear, its output logistic.
#include "bench.h"
#include <floatfann.h>

static struct fann *network;
static struct fann_train_data *data[POOL];
static int next;

static void start_predict(const void *of)
{
    (void)of;
    network = fann_create_standard(3, 784, 128, 10);
    fann_set_activation_function_hidden(network, FANN_LINEAR_PIECE);
    fann_set_activation_function_output(network, FANN_SIGMOID);
    for (int q = 0; q < POOL; q++) {
        data[q] = fann_create_train(1, 784, 10);
        for (int k = 0; k < 784; k++)
            data[q]->input[0][k] = (float)draw();
    }
}

static double predict(void)
{
    fann_type *y = fann_run(network, data[next]->input[0]);
    next = (next + 1) % POOL;
    return y[0];
}

static void start_step(const void *of)
{
    (void)of;
    network = fann_create_standard(3, 2, 8, 1);
    fann_set_activation_function_hidden(network, FANN_SIGMOID_SYMMETRIC);
    fann_set_activation_steepness_hidden(network, 1);  // tanh(x)
    fann_set_activation_function_output(network, FANN_LINEAR);
    fann_set_training_algorithm(network, FANN_TRAIN_BATCH);
    fann_set_learning_rate(network, RATE);
    for (int q = 0; q < POOL; q++) {
        data[q] = fann_create_train(4, 2, 1);
        for (int i = 0; i < 4; i++) {
            data[q]->input[i][0] = (float)draw();
            data[q]->input[i][1] = (float)draw();
            data[q]->output[i][0] = (float)draw();
        }
    }
}

static double step(void)
{
    float cost = fann_train_epoch(network, data[next]);
    next = (next + 1) % POOL;
    return cost;
}

static const workload workloads[] = {
    { "mlp-784-128-10/predict/b1", start_predict, predict, 0 },
    { "mlp-2-8-1/sgd-step/b4", start_step, step, 0 },
};

int main(int count, char **arguments)
{
    return answer(count, arguments, "FANN", "with floats", workloads, LENGTH(workloads));
}
