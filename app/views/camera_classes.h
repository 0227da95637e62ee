#pragma once

#include "app/session/results.h"

class QWidget;

/// Opens a small window with the names of all classes that the network can answer with, to be searched.
void showClassList(QWidget* parent, const NetworkPointer& network);
