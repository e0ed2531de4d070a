using KernelGen.Gallery.Reporting;
using KernelGen.Gallery.Running;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    // The first Ctrl-C ends a training and lets the program report; the second ends the program, as the first one does to other verbs.
    press.Cancel = !cancellation.IsCancellationRequested && CommandLine.FinishesWhenCancelled(args);
    cancellation.Cancel();
};
return CommandLine.Run(args, StandardOutput.Open(), Console.Error, cancellation.Token);
