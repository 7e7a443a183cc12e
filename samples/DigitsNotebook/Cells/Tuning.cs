using KerasDigits;
using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Training;
using KerasDigits.Tuner;
using static KerasDigits.keras;

namespace DigitsNotebook;

/// <content>Cells 52 to 55 and 101, model n°6: the third net's open questions, answered by a Hyperband search.</content>
public sealed partial class Notebook
{
    private int EXECUTION_PER_TRIAL, HYPERBAND_MAX_EPOCHS;
    private HyperModel hypermodel = null!;
    private Hyperband tuner = null!;
    private Model best_model = null!;
    private double validation_loss_hyperparam_optim = double.NaN, validation_acc_hyperparam_optim = double.NaN;

    // In [52]:
    //   """
    //   - We define a `HyperModel` class based on our model
    //   - It returns a compiled model
    //   - It uses hyperparameters defined on the fly
    //   """
    //
    //   from kerastuner.engine.hypermodel import HyperModel
    //   from kerastuner.engine.hyperparameters import HyperParameters
    //
    //   class HyperModel(HyperModel):
    //       def __init__(self, input_shape, num_classes):
    //           self.input_shape = input_shape
    //           self.num_classes = num_classes
    //
    //       def build(self, hp):
    //           model = keras.Sequential()
    //           model.add(layers.Conv2D(filters=64, kernel_size=(3,3), activation='relu',
    //                                   input_shape=self.input_shape))
    //           model.add(layers.Conv2D(filters=64, kernel_size=(3,3), activation='relu'))
    //           model.add(layers.BatchNormalization())
    //           model.add(layers.MaxPooling2D(pool_size=(2,2)))
    //           model.add(layers.Dropout(rate=0.05))
    //
    //           model.add(layers.Conv2D(filters=128, kernel_size=(3,3), activation='relu'))
    //           model.add(layers.Conv2D(filters=128, kernel_size=(3,3), activation='relu'))
    //           model.add(layers.BatchNormalization())
    //           model.add(layers.MaxPooling2D(pool_size=(2,2)))
    //           model.add(layers.Dropout(rate=0.05))
    //
    //           model.add(layers.Conv2D(filters=128, kernel_size=(3,3), activation='relu'))
    //           model.add(layers.Flatten())
    //           model.add(layers.Dropout(rate=0.25))
    //           model.add(layers.Dense(units=hp.Int('units', min_value=64, max_value=512,
    //                                              default=64, step=32),
    //                                  activation=hp.Choice('dense_activation',
    //                                                       values=['relu', 'sigmoid'],
    //                                                       default='relu')))
    //           model.add(layers.Dropout(rate=hp.Float('dropout', min_value=0.0, max_value=0.5,
    //                                                 default=0.3, step=0.1)))
    //           model.add(layers.Dense(self.num_classes, activation='softmax'))
    //
    //           model.compile(optimizer=optimizers.RMSprop(hp.Choice('learning_rate', [1e-1, 1e-2, 1e-3, 1e-4]),
    //                                                            momentum=0.9),
    //                         loss='categorical_crossentropy',
    //                         metrics=['accuracy'])
    //
    //           return model
    //
    //   hypermodel = HyperModel(input_shape=INPUT_SHAPE, num_classes=NUM_CLASSES)
    private void Cell52() => hypermodel = new ConvHyperModel(input_shape: INPUT_SHAPE, num_classes: NUM_CLASSES);

    private sealed class ConvHyperModel((int, int, int) input_shape, int num_classes) : kerastuner.HyperModel
    {
        public override Model build(HyperParameters hp)
        {
            var model = models.Sequential();
            model.add(layers.Conv2D(filters: 64, kernel_size: (3, 3), activation: "relu",
                                    input_shape: input_shape));
            model.add(layers.Conv2D(filters: 64, kernel_size: (3, 3), activation: "relu"));
            model.add(layers.BatchNormalization());
            model.add(layers.MaxPooling2D(pool_size: (2, 2)));
            model.add(layers.Dropout(rate: 0.05));

            model.add(layers.Conv2D(filters: 128, kernel_size: (3, 3), activation: "relu"));
            model.add(layers.Conv2D(filters: 128, kernel_size: (3, 3), activation: "relu"));
            model.add(layers.BatchNormalization());
            model.add(layers.MaxPooling2D(pool_size: (2, 2)));
            model.add(layers.Dropout(rate: 0.05));

            model.add(layers.Conv2D(filters: 128, kernel_size: (3, 3), activation: "relu"));
            model.add(layers.Flatten());
            model.add(layers.Dropout(rate: 0.25));
            model.add(layers.Dense(units: hp.Int("units", min_value: 64, max_value: 512,
                                                 @default: 64, step: 32),
                                   activation: hp.Choice("dense_activation",
                                                         values: ["relu", "sigmoid"],
                                                         @default: "relu")));
            model.add(layers.Dropout(rate: hp.Float("dropout", min_value: 0.0, max_value: 0.5,
                                                    @default: 0.3, step: 0.1)));
            model.add(layers.Dense(num_classes, activation: "softmax"));

            model.compile(optimizer: optimizers.RMSprop(hp.Choice("learning_rate", [1e-1, 1e-2, 1e-3, 1e-4]),
                                                        momentum: 0.9),
                          loss: "categorical_crossentropy",
                          metrics: ["accuracy"]);

            return model;
        }
    }

    // In [53]:
    //   EXECUTION_PER_TRIAL=2
    //   HYPERBAND_MAX_EPOCHS=30
    //
    //   # from kerastuner.tuners import RandomSearch
    //
    //   # tuner = RandomSearch(hypermodel,
    //   #                       objective='val_accuracy',
    //   #                       max_trials=MAX_TRIALS,
    //   #                       executions_per_trial=EXECUTION_PER_TRIAL,
    //   #                       directory='random_search')
    //
    //   from kerastuner.tuners import Hyperband
    //
    //   tuner=Hyperband(
    //       hypermodel,
    //       max_epochs=HYPERBAND_MAX_EPOCHS,
    //       objective='val_accuracy',
    //       executions_per_trial=EXECUTION_PER_TRIAL,
    //       directory='hyperband',
    //       project_name='MNIST')
    //
    //   # Show a summary of the search
    //   tuner.search_space_summary()
    private void Cell53()
    {
        EXECUTION_PER_TRIAL = pace.Executions(2);
        HYPERBAND_MAX_EPOCHS = pace.SearchEpochs(30);

        tuner = kerastuner.tuners.Hyperband(
            hypermodel,
            max_epochs: HYPERBAND_MAX_EPOCHS,
            objective: "val_accuracy",
            executions_per_trial: EXECUTION_PER_TRIAL,
            directory: "hyperband",
            project_name: SearchProject("hyperband", "MNIST"),
            seed: settings.Seed);

        tuner.search_space_summary();
    }

    // In [101]:
    //   import IPython
    //
    //   # Callback to clear the training outputs at the end of every training step
    //   class ClearTrainingOutput(callbacks.Callback):
    //       def on_train_end(*args, **kwargs):
    //           IPython.display.clear_output(wait = True)
    //
    //   # Run of the hyperparameter search
    //   tuner.search(train_images, train_labels,
    //                #train_datagen.flow(train_set, train_labels, batch_size=train_batchsize),
    //                epochs=HYPERBAND_MAX_EPOCHS,
    //                validation_data=(validation_set, validation_labels),
    //                callbacks = [ClearTrainingOutput()])
    //
    //   tuner.results_summary()
    private void Cell101()
    {
        tuner.search(train_images, train_labels,
                     epochs: HYPERBAND_MAX_EPOCHS,
                     validation_data: (validation_set4, validation_labels),
                     callbacks: WatchedSearch([new ClearTrainingOutput()]),
                     cancel: _searchEnds.Token);

        tuner.results_summary();
        AfterSearch();
    }

    private sealed class ClearTrainingOutput : Callback
    {
        public override void on_train_end(Logs? logs = null) => IPython.display.clear_output(wait: true);
    }

    // In [54]:
    //   # Retrieve the best model.
    //   best_model = tuner.get_best_models(num_models=1)[0]
    //
    //   # Evaluate the best model.
    //   validation_loss_hyperparam_optim, validation_acc_hyperparam_optim = best_model.evaluate(
    //       validation_set,
    //       validation_labels,
    //       verbose=0)
    private void Cell54()
    {
        best_model = tuner.get_best_models(num_models: 1)[0];

        (validation_loss_hyperparam_optim, validation_acc_hyperparam_optim) = best_model.evaluate(
            validation_set4,
            validation_labels,
            verbose: 0);
        Record("hyperband", best_model, validation_loss_hyperparam_optim, validation_acc_hyperparam_optim);
    }

    // In [55]:
    //   print('validation_acc with model_dense:', round(validation_acc_model_dense, 3))
    //   print('validation_acc with model_conv:', round(validation_acc_model_conv, 3))
    //   print('validation_acc with model_conv2:', round(validation_acc_model_conv2, 3))
    //   print('validation_acc with model_data_aug:', round(validation_acc_data_aug, 3))
    //   print('validation_acc with model_transfer:', round(validation_acc_model_transfer, 3))
    //   print('validation_acc with model_hyperparam_optim:', round(validation_acc_hyperparam_optim, 3))
    private void Cell55()
    {
        print_acc("validation_acc with model_dense:", validation_acc_model_dense, 3);
        print_acc("validation_acc with model_conv:", validation_acc_model_conv, 3);
        print_acc("validation_acc with model_conv2:", validation_acc_model_conv2, 3);
        print_acc("validation_acc with model_data_aug:", validation_acc_data_aug, 3);
        print_acc("validation_acc with " + vgg.ModelName + ":", validation_acc_model_transfer, 3);
        print_acc("validation_acc with model_hyperparam_optim:", validation_acc_hyperparam_optim, 3);
    }
}
