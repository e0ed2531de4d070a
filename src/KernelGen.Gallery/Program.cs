using KernelGen.Gallery.Reporting;
using KernelGen.Gallery.Running;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    // The first Ctrl-C ends the training and lets the program report; the second ends the program.
    press.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
return CommandLine.Run(args, StandardOutput.Open(), Console.Error, cancellation.Token);
